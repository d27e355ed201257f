"""What feedback may say of an answer, in the form of the rules: so that its codes are explained like all others.

They are asked for and never checked; `findings` builds their findings.
"""

from __future__ import annotations

from reportlens.finding import Severity
from reportlens.rule import Rule


class CriterionMissing(Rule):
    """The answer says nothing of something that its prompt asks for.

    ## Why is this bad?
    Most prompts ask for several things at once, and the second half is what answers leave out.
    A judge's word is no verdict of the examiner's: read the prompt once more, and decide yourself.

    ## Example
    A prompt asks for the number of tests and what they test; the answer gives the number.
    """

    code = "RL501"
    name = "criterion-missing"
    severity = Severity.INFO


class CriterionPartial(Rule):
    """The answer takes up what its prompt asks for, but not all of it.

    ## Why is this bad?
    A tool without the reason, a figure without what it tells: the examiner has to guess the rest.

    ## Example
    A prompt asks whether a tool was used and how it helped; the answer says that it was used.
    """

    code = "RL502"
    name = "criterion-partial"
    severity = Severity.INFO


class EvidenceUnverified(Rule):
    """A judge called something answered, but the words that it gave as proof do not bear it out.

    ## Why is this bad?
    What a model says is not taken on trust: its quotes have to stand in the answer.
    Whether the point is covered is open.

    ## Example
    The judge quotes a sentence that the answer does not hold.
    """

    code = "RL503"
    name = "evidence-unverified"
    severity = Severity.HINT


class AnswerAddressesAi(Rule):
    """Words in the answer speak to an AI, not to the examiner.

    ## Why is this bad?
    They are kept from the judge, and they look bad to a person.

    ## Example
    A sentence that tells "the model" which verdict to give.
    """

    code = "RL504"
    name = "answer-addresses-ai"
    severity = Severity.INFO


class QuestionUnjudged(Rule):
    """Feedback was asked for, and this question got none.

    ## Why is this bad?
    Nothing is known of it: the message says what happened, and asking again may help.

    ## Example
    The model's service did not answer in time.
    """

    code = "RL505"
    name = "question-unjudged"
    severity = Severity.INFO


RULES = (CriterionMissing, CriterionPartial, EvidenceUnverified, AnswerAddressesAi, QuestionUnjudged)
