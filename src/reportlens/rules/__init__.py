"""The rules: one fault, one file, one class. This table is their list of contents."""

from __future__ import annotations

from reportlens.rules.answer_missing import AnswerMissing
from reportlens.rules.answer_too_long import AnswerTooLong
from reportlens.rules.answer_too_short import AnswerTooShort
from reportlens.rules.box_malformed import BoxMalformed
from reportlens.rules.checked_but_denied import CheckedButDenied
from reportlens.rules.checklist_missing import ChecklistMissing
from reportlens.rules.checklist_untouched import ChecklistUntouched
from reportlens.rules.claim_without_evidence import ClaimWithoutEvidence
from reportlens.rules.evidence_unclaimed import EvidenceUnclaimed
from reportlens.rules.fence_unclosed import FenceUnclosed
from reportlens.rules.group_number_differs import GroupNumberDiffers
from reportlens.rules.image_as_link import ImageAsLink
from reportlens.rules.image_format import ImageFormat
from reportlens.rules.image_is_template_example import ImageIsTemplateExample
from reportlens.rules.image_missing import ImageMissing
from reportlens.rules.image_not_committed import ImageNotCommitted
from reportlens.rules.image_not_found import ImageNotFound
from reportlens.rules.image_not_rendered import ImageNotRendered
from reportlens.rules.image_outside_figures import ImageOutsideFigures
from reportlens.rules.image_remote import ImageRemote
from reportlens.rules.item_edited import ItemEdited
from reportlens.rules.leftover_note import LeftoverNote
from reportlens.rules.length_by_noise import LengthByNoise
from reportlens.rules.official_check_misreads import OfficialCheckMisreads
from reportlens.rules.official_check_refuses import OfficialCheckRefuses
from reportlens.rules.placeholder_dashes import PlaceholderDashes
from reportlens.rules.placeholder_left import PlaceholderLeft
from reportlens.rules.prompt_changed import PromptChanged
from reportlens.rules.question_missing import QuestionMissing
from reportlens.rules.question_repeated import QuestionRepeated
from reportlens.rules.study_number_differs import StudyNumberDiffers
from reportlens.rules.template_example_kept import TemplateExampleKept
from reportlens.rules.too_many_images import TooManyImages
from reportlens.rules.tool_used_and_denied import ToolUsedAndDenied
from reportlens.rules.unchecked_but_answered import UncheckedButAnswered
from reportlens.rules.wrong_place import WrongPlace

RULES = (
    AnswerMissing,
    AnswerTooShort,
    AnswerTooLong,
    PlaceholderLeft,
    PlaceholderDashes,
    LeftoverNote,
    LengthByNoise,
    TemplateExampleKept,
    ImageMissing,
    TooManyImages,
    ImageNotFound,
    ImageAsLink,
    ImageNotRendered,
    ImageFormat,
    ImageOutsideFigures,
    ImageRemote,
    ImageIsTemplateExample,
    ImageNotCommitted,
    BoxMalformed,
    ChecklistMissing,
    ChecklistUntouched,
    UncheckedButAnswered,
    CheckedButDenied,
    ClaimWithoutEvidence,
    EvidenceUnclaimed,
    ItemEdited,
    StudyNumberDiffers,
    GroupNumberDiffers,
    ToolUsedAndDenied,
    OfficialCheckRefuses,
    OfficialCheckMisreads,
    QuestionMissing,
    QuestionRepeated,
    PromptChanged,
    WrongPlace,
    FenceUnclosed,
)
"""Every rule, in the order of the codes."""

__all__ = ["RULES"]
