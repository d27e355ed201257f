"""The words that decide how a clause is read. All in small letters; `vocabulary` holds no rule, only lists."""

from __future__ import annotations


def row_of(text: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(text.split())


# Of negation.
NOT = frozenset(
    {"not", "never", "no", "none", "neither", "nor", "cannot", "unable", "without", "lack", "lacked", "lacking", "failed",
     "unsuccessful", "skipped", "omitted", "neglected", "abandoned", "dropped"}
)  # fmt: skip
PASSIVE_NOT = frozenset({"without", "no", "nor", "lack"})
"""These deny what follows them, never what stands before."""
HELPERS = row_of(
    "are been chose chosen could decided did do had has have is opted unfortunately up was were yet"
)
"""What stands before a "not" that denies a verb."""
OFF_THE_POINT = row_of(
    "actively aim all allow always anticipate appear as assume aware benefit benefits change changed "
    "claim completely crashes depend directly encounter encountered enough entirely errors every "
    "everything exactly exclusively expect experience explicitly extensive extensively failures find "
    "further go guarantee heavily include issues just keep keeping know longer lose manually mean merge "
    "merged merging mind much necessarily necessary need needed notice only optimize optimized "
    "particularly perfect prevent primarily problem problems reach rely require required satisfied say "
    "see seem significant significantly spend strictly sufficient sufficiently tell think too trust "
    "understand very want worry regret regretted live complain"
)
"""Behind a negation, these show that it is not the work that is denied, or not the whole of it."""
BRIDGE = row_of(
    "a able actually also an any be been being did do done either enough even ever for get getting got "
    "had has have however in it manage managed of, our really successfully the this time to unfortunately "
    "yet"
)
# Of the possible.
MAYBE = frozenset(
    {"would", "could", "should", "might", "may", "can", "will", "shall", "if", "ideally", "hypothetically", "potentially",
     "possible", "possibly", "future", "someday", "perhaps", "maybe", "planned", "plan", "plans", "planning", "wish",
     "wished", "hope", "hoped", "intend", "intended", "considered", "wanted", "want", "discussed", "unless", "assuming",
     "imagine", "would've", "could've", "should've", "we'd", "we'll", "todo"}
)  # fmt: skip
TURNS = frozenset({"and", "that", "which", "who", "so", "where", "to", "whenever", "when"})
"""Behind these, the possible is a property of what was made."""
TRIED = (
    " tried to ", " try to ", " trying to ", " attempted ", " began to ", " began work", " began setting ", " begun ", " gave up ", " as an experiment ", " stopped using ", " was tried ", " started to ", " started setting ",
    " partially ", " partly ", " incomplete ", " in progress ", " initially used ", " initially tried ", " originally ",
    " to some extent ", " some monitoring ", " not fully ", " looked into ", " looking into ", " tried it ", " in the exercises ", " during the exercises ", " we looked at ", " we looked on ", " we also looked at ", " i looked at ", " hoping ", " struggled ",
    " explored the possib", " close to ", " supposed to ", " meant to ", " started on ", " thought about ", " thought of ",
    " talked about ", " toyed with ", " sketched ", " experimented briefly ",
)  # fmt: skip
# Of telling.
GENERAL = (
    " in general ",
    " generally speaking ",
    " make it ",
    " makes it ",
    " next step",
    " the next thing ",
    " wish list ",
    " one can ",
    " can help ",
    " allows you ",
    " is important ",
    " it is possible ",
)
"""What is said of things in general."""
MIND = frozenset(
    {"believe", "think", "know", "acknowledge", "recognize", "recognise", "realize", "realise", "understand", "feel",
     "agree", "expect", "assume", "need", "would", "learned", "learnt", "find", "suggest", "felt", "believed", "thought",
     "knew"}
)  # fmt: skip
"""Behind "we", these say what somebody thinks, not what she did."""
SELF = frozenset(
    {
        "we",
        "we've",
        "i",
        "i've",
        "our",
        "ours",
        "my",
        "student",
        "members",
        "team",
        "us",
        "everyone",
        "everybody",
        "charge",
        "responsible",
        "group's",
    }
)
FAILED = (
    " did not manage ", " did not succeed", " did not work ", " never worked ",
    " failed ", " kept failing ", " ran out of time ", " could not ", " we gave up ", " i gave up ", " did not get ",
    " never got ", " without success ", " were unable ", " was unable ", " not have time ", " no time ",
    " did not have the time ", " decided against ", " chose not ", " opted not ", " decided not ",
    " we'd have had to ", " we would have had to ", " would have meant ", " would have required ", " would have taken ",
    " never came through ", " too little time ", " not enough time ", " never finished ", " had to give up ", " crashing ", " crashed ", " never done ", " never did it ", " not adopt", " not implement", " not pursue",
    " ultimately not ", " none of us implemented ", " there was no ", " time ran out ", " time was up ", " too complicated ",
    " too late ", " too much ", " got in the way ", " never happened ", " did not happen ", " skipped it ",
    " left it out ", " postponed ",
)  # fmt: skip
"""Behind something begun or wished for, these say that it was not done."""
WISHES = row_of(
    "wanted planned hoped intended considered discussed wished liked tried trying attempt attempted started began loved wish plan"
)
"""Words of the begun and the wished for; without one, no clause tells of either."""
GIVEN_UP = (
    " removed it ", " removed them ", " removed this ", " removed that ", " removed again ", " dropped it ", " dropped this ",
    " dropped that ", " gave it up ", " gave up on ", " gave that up ", " abandoned it ", " abandoned this ", " abandoned that ",
    " threw it out ", " threw it away ", " took it out ", " rolled it back ", " rolled back ", " reverted it ", " reverted to ",
    " switched it off ", " turned it off ", " disabled it ", " deleted it ", " did not keep ", " went back to ",
    " switched back ", " was removed ", " were removed ", " was later removed ", " was dropped ", " was abandoned ",
    " discarded it ", " scrapped it ", " stopped using ",
)  # fmt: skip
"""What was done before, is done no longer."""
COUNTED = row_of(
    "each every everything all both two three four five six seven eight nine ten eleven twelve several"
)
"""What begins a clause about things that are there."""
MANY = row_of("many several various different ways tools other lots plenty always often some")
"""Behind "there are", these tell of the world and not of the project."""
PRESENT = row_of(
    "use run runs start starts check checks build builds send sends store stores save saves log logs write writes read reads "
    "pull pulls push pushes load loads make makes hold holds listen listens install installs deploy deploys post posts collect "
    "collects react reacts take takes return returns contain contains go goes mails do does have has come comes follow follows "
    "format formats test verify shows"
)
"""What parts of the project do, where they are the subject."""
TALK = row_of(
    "allows helps enables ensures lets improves reduces simplifies provides offers gives means requires needs should tool "
    "library framework platform useful important beneficial crucial essential helpful easier you your one's"
)
"""What a sentence about things in general is made of."""
SYSTEM = row_of(
    "ruff mypy black flake8 pytest action actions api app application backend code codebase container frontend group job jobs pipeline "
    "pipelines hook hooks dashboard endpoint dockerfile dockerfiles figure merge module modules function functions command commands repository repo screenshot structure project script scripts service setup system test tests trigger triggers workflow workflows"
)
"""What speaks for the group where it is the subject: "the pipeline tests ..."."""
DONE = row_of(
    "achieved added adding adopted applied automated automates automatically building builds built cached "
    "caches calculated carried collected conducted configured connected containerized cover covered "
    "covers created creating deployed deploying designed developed developing did done employed enabled "
    "established executed exported expose exposed exposes exposing gathered generated handled hosted "
    "implemented implementing include included includes incorporated installed instrumented instrumenting "
    "integrated introduced leveraged linked logged made managed measured monitored monitors optimized "
    "performed profiled provided published pushed ran reports run runs saved served serves set setting "
    "setup simulated stored supports tested tests tracked tracks trained triggered triggers used uses "
    "using utilised utilized validated verifies verify versioned wrapped writing written wrote"
)
"""Verbs of work, as they stand behind a subject or in the passive voice."""
LINE = frozenset(
    {"used", "utilized", "utilised", "employed", "automatically", "automates", "builds", "stores"}
)
"""What begins the second half of a line of a list: "Cloud Build: used to ..."."""
STATES = row_of(
    "advised allowed based called considered designed desired expected intended interested limited named "
    "needed outdated planned untested unversioned undocumented unmonitored recommended related required supposed wanted"
)
"""Participles that tell how something is, not that it was done."""
NOW = frozenset({"is", "are"})
OURS = row_of(
    "our ours the this these that those all both every each project here my it them its was were which also then configs "
    "codebase repository ci"
)
"""Without one of these, "X is used for Y" tells what X is for."""
IS = frozenset({"is", "are", "was", "were", "been", "be"})
BE = IS | {"being", "gets", "got", "has", "have"}
FINISHED = DONE | row_of(
    "part controlled investigated examined typed annotated quantized quantised pruned possible chosen completed finished trained versioned fully"
)
CHECKING = row_of(
    "check checks checked checking test tests testing verify verifies verified assert asserts asserting ensure ensures sure see"
)
"""Behind these, "that" begins what a test looks for."""
FINDING = row_of("found showed shows saw revealed confirmed noticed discovered told")
"""Behind these, it begins what came out."""
NO_NOTE = row_of(
    "you your one's can may like such example instance e.g etc should must want wants need needs lets let helps is uses does reads "
    "if why how what when people few most because about instead rather vs versus i we they it course's tried removed dropped postponed opposed possible future"
)
"""A note without a verb holds none of these."""
NEGATIVE = ("no", "would have ", "ve liked ", "ve loved ", "too ", "gave up", "ran out of", "against", "never", "unable", "without", "lack", "fail", "untested", "unversioned", "undocumented", "unmonitored", "unsuccessful", "skipped", "omitted", "neglected",
             "abandoned", "dropped")  # fmt: skip
"""Without one of these, no clause of a sentence denies anything."""
BEGUN = ("tried", "trying", "attempt", "started", "began", "wanted", "planned", "hoped", "intended", "considered",
         "discussed")  # fmt: skip
"""Without one of these, none tells of work that was begun or wished for."""
