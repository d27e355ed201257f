"""Stretches of an answer that speak to an AI instead of a reader: they are no evidence of anything.

The patterns are a first net, not the wall: the wall is that evidence is checked, that a canary criterion is asked,
and that the cues have to agree (see `grounding`).
"""

from __future__ import annotations

import base64
import binascii
import re
import unicodedata
from typing import TYPE_CHECKING

from reportlens.feedback.reading import hidden
from reportlens.text import Span

if TYPE_CHECKING:
    from reportlens.report.model import Question

_VERB = r"(?:ignor\w*|disregard\w*|forget|overrid\w*|bypass|skip|neglect|discard|glem|tilsidesæt|se bort fra|vergiss|missachte|ignorez|olvida)"
_RULES = (
    r"(?:instruction\w*|instruks\w*|instrukt\w*|prompts?|guidelines?|rubric|directives?|anweisung\w*|instrucciones|"
    r"system message|grading (?:rules|criteria|scheme)|consignes|safety rules)"
)
_LOOSER_RULES = r"(?:rules?|regler\w*|regeln|criteria|kriteri\w*|context|text|orders|commands?|constraints?|everything|alt|alles)"
_BEFORE = (
    r"(?:previous|prior|above|earlier|preceding|tidligere|ovenst\u00e5ende|foreg\u00e5ende|vorherigen|bisherigen|anteriores|"
    r"pr\u00e9c\u00e9dente?s)"
)
_GRADER = (
    r"(?:grader|grading|examiner|evaluator|assessor|judge|reviewer|assistant|chat-?bot|chat-?gpt|gpt-?\d?\w*|"
    r"claude|gemini|llms?|language model|\bAI\b|a\.i\.|bedømmer\w*|censor|sprogmodel\w*|model reading|automated system)"
)
_GRADE = r"(?:covered|fulfilled|satisfied|complete|passed|met|full (?:marks|points|score|credit)|100 ?%|12-tal|dækket|opfyldt|erfüllt|true|cubierto)"
_PATTERNS = tuple(
    re.compile(it, re.IGNORECASE)
    for it in (
        rf"\b{_VERB}\b[^.\n]{{0,50}}\b{_RULES}",
        rf"\b{_VERB}\b[^.\n]{{0,30}}\b{_BEFORE}\b[^.\n]{{0,20}}\b{_LOOSER_RULES}",
        rf"\b{_VERB}\b[^.\n]{{0,30}}\b{_LOOSER_RULES}[^.\n]{{0,12}}\b{_BEFORE}",
        r"\b(?:new|updated|revised|real|actual|hidden|secret|nye|neue) (?:instructions?|system prompt|task|role|instruks\w*|anweisung\w*)\b",
        (
            r"\byou are (?:now |no longer |hereby )?(?:an? |the )?(?:\w+ ){0,4}(?:assistant|grader|examiner|judge|evaluator|"
            r"model|AI|LLM|DAN|chatbot|reviewer|mode\b)"
        ),
        r"\bdu er (?:nu )?(?:en |et )?(?:\w+ ){0,3}(?:assistent|bedømmer|censor|dommer|model|AI)",
        r"\bpretend (?:to be|that|you)\b|\bact as (?:an?|if|the|though)\b[^.\n]{0,40}\b(?:grader|judge|AI|model|assistant|examiner|lenient)",
        (
            rf"\b(?:mark|grade|rate|score|label|set|return|output|report|classify|treat|count|consider|assign|markér|marker|vurdér|vurder|"
            rf"sæt|bewerte|markiere|marca|declare|answer|give|say|respond|reply)\b[^.\n]{{0,70}}\b(?:criteri\w+|kriteri\w+|verdicts?|asks?|questions?|items?|"
            rf"everything|all|alle|alt|this|answer|these)\b[^.\n]{{0,50}}\b{_GRADE}"
        ),
        rf"\b(?:criteri\w+|kriteri\w+|verdicts?|asks)\b[^.\n]{{0,50}}\b(?:is|are|be|as|er|som|=|:|sind|must|should|have been|has been|were)\b[^.\n]{{0,30}}{_GRADE}",
        rf"\bverdict\W{{0,6}}(?:[:=]|is|to)\W{{0,4}}{_GRADE}",
        rf"\b(?:dear|hello|hi|hey|attention|note (?:to|for)|message (?:to|for)|instructions? (?:to|for)|kære|notice (?:to|for))\b[^.\n]{{0,30}}\b{_GRADER}\b",
        (
            rf"\b(?:to|til|an) (?:the |any |all |whichever |den |whatever )?(?:\w+ )?{_GRADER}\b[^.\n]{{0,20}}\b(?:reading|evaluating|"
            r"grading|judging|(?:who|that|which) (?:reads?|grades?|evaluates?|judges?|marks?))\b"
        ),
        (
            rf"\b{_GRADER}\b[^.\n]{{0,25}}\b(?:must|should|shall|has to|is (?:required|instructed|told|asked)|skal|bør|soll|muss|please)\b[^.\n]{{0,40}}\b(?:mark|grade|rate|score|accept|"
            r"treat|consider|return|report|output|answer|say|give|set|label|vurder\w*|marker\w*|bewerten|award|pass|approve|conclude|agree|respond|ignore)\b"
        ),
        rf"\b(?:if|as|when|since) you(?:'re| are)? (?:an? |the |reading|grading|evaluating|judging|processing)[^.\n]{{0,40}}{_GRADER}",
        r"\bas an? (?:AI|LLM|language model)\b|\bsystem (?:prompt|message|override|note|notice|instruction)\b|\bdeveloper (?:mode|message)\b|\bjailbreak",
        r"\b(?:respond|reply|answer|output|return|svar|antworte)\b[^.\n]{0,30}\b(?:only|with|in|kun med|nur mit)\b[^.\n]{0,30}\b(?:json|verdict|covered|the following|dækket)",
        r"<\|[a-z_ ]{2,30}\|>|\[/?INST\]|<</?SYS>>|</?(?:system|assistant|instructions?|user|developer|admin|override|rubric|verdicts?|answer|data)>",
        r"^\W{0,4}(?:system|assistant|developer|user|human|admin)\s{0,2}:",
        r"\b(?:end|begin|start) of (?:the )?(?:student|data|answer|document|input|text|report|user|instructions|untrusted)\b",
        r"\b(?:grant|award|give|tildel|giv)\b[^.\n]{0,40}\b(?:full|maximum|max|top|highest|perfect|fulde?|højeste)\b[^.\n]{0,20}\b(?:marks?|points?|scores?|credits?|grades?|karakter\w*|point)\b",
        r"\bevidence\b[^.\n]{0,20}[:=][^.\n]{0,60}\bverdict\b|\"?(?:verdict|criterion|ask_id|sentence_id|evidence)\"?\s{0,2}:\s{0,2}[\"\[{]",
        r"\bdo not (?:mark|flag|report|say|look|check|verify|quote|search|judge|use|read|apply)\b[^.\n]{0,50}\b(?:missing|partial|criteri\w+|answer|rubric|canary|evidence|verdict)",
        r"\b(?:already|previously) (?:been )?(?:verified|approved|graded|checked|validated)\b[^.\n]{0,60}\b(?:teacher|professor|examiner|instructor|course|human|staff|TA)\b",
    )
)
_BLOB = re.compile(r"[A-Za-z0-9+/]{24,4000}={0,2}")
_HEX = re.compile(r"\b(?:[0-9a-f]{2}[ ]?){16,2000}\b", re.IGNORECASE)
_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u206f\u00ad\ufeff]")
_TAGS = re.compile("[\U000e0000-\U000e007f]+")
_SPACED = re.compile(r"\b(?:\w[ ._*-]){5,80}\w\b")
_LINES = re.compile(r"[^\n]+")
_SENTENCES = re.compile(r"[^.!?]+[.!?]*")
_LOOKALIKE = str.maketrans("аеорсухіѕјԁɡʟοΑΕΟΡТІѕ", "aeopcyxisjdgloAEOPTIs")
_LEET = str.maketrans("01345@$7", "oieasast")


def suspicious(question: Question) -> tuple[Span, ...]:
    """Return the stretches of the answer that look like words to an AI, in order."""
    within = question.answer.span
    if within is None:
        return ()
    source = question.source
    found = [it for it in _visible(source, within) if it.end > it.start]
    for span in hidden(source, within):
        text = source[span.start : span.end]
        if speaks_to_ai(text):
            found.append(span)
    return _merged(found)


def speaks_to_ai(text: str) -> bool:
    """Tell whether a text looks like words to an AI, plain or disguised."""
    return any(any(it.search(form) for it in _PATTERNS) for form in _forms(text))


def _visible(source: str, within: Span) -> list[Span]:
    found = []
    for line in _LINES.finditer(source, within.start, within.end):
        if not speaks_to_ai(line.group()):
            continue
        sentences = [
            Span(line.start() + it.start(), line.start() + it.end())
            for it in _SENTENCES.finditer(line.group())
        ]
        guilty = [it for it in sentences if speaks_to_ai(source[it.start : it.end])]
        found += guilty or [Span(*line.span())]
    # What is broken over lines shows only in the whole.
    text = source[within.start : within.end]
    flat = text.replace("\n", " ")
    for pattern in _PATTERNS:
        for match in pattern.finditer(flat):
            found.append(Span(within.start + match.start(), within.start + match.end()))
    for match in _TAGS.finditer(text):
        found.append(Span(within.start + match.start(), within.start + match.end()))
    return found


def _forms(text: str) -> list[str]:
    """Return the text, and what it says once its disguises are taken off."""
    forms = [text]
    plain = unicodedata.normalize("NFKC", _UNSEEN.sub("", text)).translate(_LOOKALIKE)
    tags = "".join(chr(ord(it) - 0xE0000) for it in text if 0xE0020 <= ord(it) <= 0xE007E)
    forms += [it for it in (plain, tags) if it and it != text]
    joined = _SPACED.sub(lambda it: re.sub(r"[ ._*-]", "", it.group()), plain)
    if joined != plain:
        forms.append(joined)
    bare = re.sub(r"[*_`~]", "", plain)
    if bare != plain:
        forms.append(bare)
    leet = plain.translate(_LEET)
    if leet != plain and re.search(r"[a-z][01345@$7][a-z]", plain, re.IGNORECASE):
        forms.append(leet)
    for match in _BLOB.finditer(text):
        forms += _decoded(match.group())
    for match in _HEX.finditer(text):
        forms += _unhexed(match.group())
    return forms


def _decoded(blob: str) -> list[str]:
    try:
        raw = base64.b64decode(blob + "=" * (-len(blob) % 4), validate=True)
    except (binascii.Error, ValueError):
        return []
    text = raw.decode("utf-8", "ignore")
    return [text] if text.isprintable() and " " in text else []


def _unhexed(blob: str) -> list[str]:
    try:
        return [bytes.fromhex(blob).decode("utf-8")]
    except ValueError:
        return []


def _merged(spans: list[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end + 1:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)
