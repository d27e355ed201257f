"""The words by which a thing is refused, as `refusal` reads them; no rule, only lists."""

from __future__ import annotations

from reportlens.crosscheck.vocabulary import row_of


def _phrases(text: str) -> frozenset[str]:
    return frozenset(it.strip() for it in text.split("|"))


LIGHT = row_of(
    "a an any the our actual proper real dedicated own single kind sort form of use using usage doing having making setting up adding writing "
    "running implementing creating building trying automatic automated this that these those such it"
)
"""Between a denial and the thing, these change nothing."""
VERBS = row_of(
    "use used set make made write wrote run ran perform performed conduct conducted implement implemented add added include "
    "included build built create created configure configured have had need needed needing try tried touch touched reach "
    "reached adopt adopted employ apply applied introduce introduced bother bothered with get got around round to time for "
    "manage managed invest spend on look looked at into start started go went find reason point carry out be able bring "
    "ourselves choose decide consider necessary worth worry about enable enabled do done far long enough as deal dealt "
    "work see feel come came integrate integrated install installed opt opted prioritise prioritize employed "
    "reacts react listens triggers triggered starts runs happens fires end ended left draw drawn drew drawing contain using attempt attempted utilise utilize utilised utilized ever been deploy deployed publish published in"
)
"""Verbs of doing, and what goes with them."""
DID = row_of(
    "did do had have has was were could is are be been chose decided opted preferred agreed ended up also though ourselves "
    "therefore"
)
ASIDE = row_of(
    "currently still also absolutely sadly unfortunately simply as yet deliberately consciously clearly completely entirely "
    "being eventually ultimately intentionally however therefore thus then so just now unluckily even at all in the end "
    "either though actually"
)
"""Said by the way."""
HAVING = row_of("was were is are has have had been got be to being remains remained stays stayed sits")
STATE = row_of("was were is are been be 's")
OF_US = row_of("we i us our we've group team project my nobody one")
"""Who did not do it; in front of "without", that it was done at all."""
ONES = row_of("nobody noone nothing")
OWNERS = row_of(
    "we our project code codebase repo repository pipeline setup system application app workflow there api ci deployment my"
)
BEFORE_NO = row_of(
    "have had has made did wrote used run ran do with but and got contains includes performed or use still set we've i've"
)
"""In front of "no", these leave it a plain one."""
LEADS = row_of(
    "so and also but sadly unfortunately currently again well still actually yet then for now moment at in the end yes no as of "
    "here our this project , first second third last finally due to time constraints regarding concerning about "
    "however similarly likewise because anything too our a needs purposes case size scale sake"
)
"""What a clause may begin with before it comes to the thing."""
NOT_REAL = row_of(
    "if unless would should might may will shall we'd we'll imagine even only whether errors why would've should've"
)
"""With one of these before it, nothing plain is said."""
KINDS = row_of(
    "tool tools library framework setup hook hooks file files service services system systems application rules policies policy "
    "runs run itself support package step steps stage whatsoever of_any work part ourselves checks check solution stuff things"
)
"""Behind its name, these belong to the thing."""
ENDS = row_of(
    ", because since as due so and or nor but except yet either therefore though neither anywhere ourselves here then besides instead"
)
BENIGN = _phrases(
    "at all|so far|in the end|in our project|in this project|in the project|in our work|for this project|for our project|"
    "for the project|for now|for this|for time reasons|for lack of time|for it|in time|of any kind|on our part|on our side|"
    "from our side|from us|in place|of our|of the|of it|to speak of|right now|at the moment|before the deadline|within the|"
    "until the deadline|this time|to be|due to|anyway|whatsoever|in favour|in favor|for simplicity|during the project|during this|"
    "in general|when it|for several reasons|for a|today|in our repository|in our code|in our setup|in the repository|on purpose|"
    "in our case|in our|for our|in this|for such|on top|or anything|to begin with|available|was there|for us|at the deadline|after that|on account of|in it|with it|at first"
)
"""Behind a refused thing, these narrow nothing."""
MADE = row_of(
    "made set up written implemented done performed used added created carried conducted built configured deployed included run "
    "ran introduced established developed there present available tried stored saved kept tested published exist exists "
    "integrated finished completed necessary relevant attempted reached touched enabled needed happen happened employed adopted applied collected "
    "logged recorded tracked measured executed required"
)
LEFT = _phrases(
    "skipped|dropped|omitted|left out|postponed|abandoned|avoided|neglected|ditched|scrapped|gave up on|gave up|decided against|"
    "opted against|chose to skip|decided to skip|had to skip|refrained from|ran out of time for|ran out of time before|ran out of time to|"
    "passed on|stayed away from|opted out of|instead of|rather than|as opposed to|held off on|left aside|put aside|went without|did without|"
    "managed without|made do without|got by without|lived without|left for later|put off|left that out|forgot|forgot about|"
    "had no time for|had no need for|decided to leave out|chose to leave out|never came to|never got to|cut|could not afford|deprioritised|"
    "deprioritized|stopped short of|missed|steered clear of|saved ourselves|spared ourselves|voted against|advised against|skipping|"
    "omitting|dropping|leaving out|avoiding"
)
"""The group's own words for leaving a thing."""
OUT = _phrases(
    "postponed|skipped|left out|left for later|left for|left aside|dropped|omitted|out of scope|out of the scope|out of our scope|"
    "outside the scope|outside our scope|outside scope|beyond the scope|beyond our scope|beyond scope|not a priority|no priority|"
    "a low priority|low priority|not prioritised|not prioritized|deprioritised|deprioritized|overkill|an overkill|considered overkill|"
    "deemed overkill|missing|absent|lacking|abandoned|neglected|cut|ruled out|scrapped|not part of|too much|not worth it|not worth|not worth the trouble|not worth the effort|not worth the time|not worth the hassle|"
    "nonexistent|non existent|put off|forgotten|ignored|nowhere|not there|not in place|never in place|beyond us|"
    "not relevant|not necessary|unnecessary|would have been overkill|would be overkill|not our|off the table|on ice|undone|"
    "never started|not on our|not considered|avoided|wait|go|our wish|not for us|not a topic|pushed back|out|"
    "no option|not an option|left as future work|"
    "not part of the project|not a part of the project|not part of our project|not a part of our project|never needed|"
    "sacrificed|a bridge too far|passed over|considered unnecessary|deemed unnecessary|nice to have"
)
"""What is said of a thing that was left."""
FAILED_THEN = _phrases(
    "did not happen|never happened|did not make it|never made it|did not make the cut|never materialised|"
    "never materialized|did not materialise|had to wait|had to go|fell off|fell victim to|fell by the wayside|never came|did not get done|"
    "never got done|would have been overkill|would be overkill|seemed overkill|seemed like overkill|felt like overkill|"
    "remains undone|remain undone|felt overkill|felt unnecessary|made no sense|did not make sense|made little sense|"
    "never saw the light of day|never got off the ground|did not get implemented|never got implemented|did not come to fruition|"
    "seemed unnecessary|seemed excessive|fell out|does not exist|do not exist|seemed too much|"
    "was never on|has to wait|fell through|would have been too much|would have been nice|would have been better|never existed|did not exist"
)
ANSWERS_NO = _phrases(
    "no|none|nope|nah|nothing|n/a|never|skipped|missing|postponed|dropped|omitted|absent|not done|not used|not implemented|"
    "not yet|not made|not set up|not tested|no time|left out|out of scope|not included|not there|not at all|not attempted|not tried|"
    "not run|not done yet|not in place|not applicable|sadly no|sadly not|unfortunately no|unfortunately not|not configured|not performed|"
    "not covered|not ours|did not do|did not|not added|not finished|not relevant|no need|not present|not available|not stored|not saved|not kept|not collected|not recorded|not needed|overkill"
)
"""Answers to a thing as to a question."""
AFTER_NO = _phrases("unfortunately|sadly|yet|at all|because|no time|due|we|for|not|in the end|so far")
LINKS = row_of(
    "of for on in to the our a that which when whenever runs run reacts reacting triggered triggers by with is are at using itself "
    "new changed any whole actual trained from across several multiple deployed job jobs model models it was done made happening building builds build"
)
"""Between a name and what else belongs to it."""
STUCK = _phrases("stayed with|stuck with|stuck to|kept to|settled for|fell back on|fell back to|stayed on")
"""Whoever does this did not take the other thing that was named before."""
HEADS_OF_LISTS = row_of("no any neither without nothing")
HINDERED = _phrases(
    "prevented us from|not enough time for|not enough time to|too little time for|too little time to|"
    "not allow us to|not allow for|not permit us to|not permit|not leave time for|not leave us time for"
)
"""What kept the group from a thing."""
PARTED = _phrases(
    "out|aside|off|for later|for the future|undone|for another time|behind|out in the end|out of the project|out due|out because"
)
"""Behind a thing, what makes "we left", "we put" or "we set" a refusal of it."""
SUPPOSING = (" if ", " when ", " unless ", " in case ", " whenever ", " even if ")
"""How a clause begins that makes the next one a supposed one."""
FALLEN = _phrases("fell victim to|fell by the wayside|fell off|had to make way|lost out|had to give way")
"""Said of a thing, these leave nothing open, whatever follows."""
NEVER_HAD = _phrases(
    "went without|did without|managed without|made do without|skipped|left out|got by without|put off|decided against"
)
"""Whoever did this never had the thing."""
LATER = row_of("later eventually afterwards now")
"""With one of these, what was left at first may have been made."""
REFUSING = row_of(
    "didnt dont no none nobody noone nothing neither nor nope nah not never cannot unable without lack lacks lacked lacking skip skipped dropped "
    "omitted gave against abandoned neglected failed ran late complicated left leave postponed avoided ditched scrapped instead rather "
    "opposed scope overkill missing missed absent ruled put forgot forgotten fell wait go yet n/a stuck stayed lost aside refrained passed "
    "opted held pushed sacrificed undone settled voted priority unnecessary excessive prevented prioritised prioritized deprioritised deprioritized "
    "cut ignored avoiding skipping "
    "dropping omitting leaving zero nonexistent nowhere beyond outside better aren"
)
"""Without one of these words, no sentence refuses anything."""
