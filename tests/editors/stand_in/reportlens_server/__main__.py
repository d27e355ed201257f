"""Stands in for the server until it is there."""
import os, re, sys
from pathlib import Path
from urllib.parse import unquote, urlparse
from lsprotocol import types as t
from pygls.lsp.server import LanguageServer

server = LanguageServer("reportlens-server", "0.0.stand-in")
Q = re.compile(r"^### Question (\d+)", re.M)

def rng(doc, a, b):
    text = doc.source
    def pos(o):
        line = text.count("\n", 0, o); start = text.rfind("\n", 0, o) + 1
        return doc.position_codec.position_to_client_units(doc.lines, t.Position(line, o - start)) if False else t.Position(line, doc.position_codec.client_num_units(text[start:o]))
    return t.Range(pos(a), pos(b))

def questions(doc):
    found = list(Q.finditer(doc.source))
    for i, m in enumerate(found):
        end = found[i + 1].start() if i + 1 < len(found) else len(doc.source)
        piece = doc.source[m.start():end]
        k = piece.find("Answer:")
        ans = m.start() + k + 7 if k >= 0 else m.end()
        stated = re.search(r"(\d+)-(\d+) words", piece)
        yield int(m[1]), m, ans, end, (int(stated[1]), int(stated[2])) if stated else None, doc.source[ans:end]

def findings(doc):
    root = Path(unquote(urlparse(doc.uri).path)).parent
    for n, m, a, e, lim, ans in questions(doc):
        w = len(ans.split())
        if lim and 0 < w < lim[0]:
            s = a + len(ans) - len(ans.lstrip())
            yield "RL102", "answer-too-short", rng(doc, s, s + len(ans.strip())), f"{w} words, where {lim[0]} are recommended", []
        for im in re.finditer(r"!\[[^\]]*\]\(([^)]*)\)", ans):
            if not (root / im[1]).exists():
                yield "RL203", "image-not-found", rng(doc, a + im.start(), a + im.end()), f"{im[1]} does not exist", []
        for im in re.finditer(r"(?<!!)\[[^\]]*\]\([^)]*\.png\)", ans):
            r = rng(doc, a + im.start(), a + im.start())
            yield "RL204", "image-as-link", rng(doc, a + im.start(), a + im.end()), "a link to a figure, where a figure is meant", [("Show the figure", r, "!")]
    for m in re.finditer(r"\[ \] .*docker.*", doc.source):
        yield "RL305", "unchecked-but-answered", rng(doc, m.start(), m.end()), "unticked, but answered in question 15", [("Tick the box", rng(doc, m.start(), m.start() + 3), "[x]")]

def publish(ls, uri):
    doc = ls.workspace.get_text_document(uri)
    ds = [] if len(Q.findall(doc.source)) < 2 else [t.Diagnostic(range=r, message=msg, severity=t.DiagnosticSeverity.Warning, code=c, code_description=t.CodeDescription(f"https://example.invalid/{c}"), source="reportlens") for c, _, r, msg, _ in findings(doc)]
    ls.text_document_publish_diagnostics(t.PublishDiagnosticsParams(uri=uri, version=doc.version, diagnostics=ds))
    ls.protocol.notify("reportlens/overviewChanged", {"uri": uri})

@server.feature(t.TEXT_DOCUMENT_DID_OPEN)
def opened(ls, p: t.DidOpenTextDocumentParams): publish(ls, p.text_document.uri)
@server.feature(t.TEXT_DOCUMENT_DID_CHANGE)
def changed(ls, p: t.DidChangeTextDocumentParams): publish(ls, p.text_document.uri)
@server.feature(t.TEXT_DOCUMENT_DID_SAVE)
def saved(ls, p: t.DidSaveTextDocumentParams): publish(ls, p.text_document.uri)
@server.feature(t.WORKSPACE_DID_CHANGE_WATCHED_FILES)
def watched(ls, p):
    for uri in list(ls.workspace.text_documents): publish(ls, uri)
@server.feature(t.INITIALIZED)
async def ready(ls, p):
    await ls.client_register_capability_async(t.RegistrationParams([t.Registration("w", t.WORKSPACE_DID_CHANGE_WATCHED_FILES, t.DidChangeWatchedFilesRegistrationOptions([t.FileSystemWatcher("**/figures/**")]))]))
@server.feature(t.TEXT_DOCUMENT_HOVER)
def hover(ls, p: t.HoverParams): return t.Hover(t.MarkupContent(t.MarkupKind.Markdown, "**Limits**: 100-200 words, from the prompt"))
@server.feature(t.TEXT_DOCUMENT_CODE_LENS)
def lens(ls, p: t.CodeLensParams):
    doc = ls.workspace.get_text_document(p.text_document.uri)
    out = []
    for n, m, a, e, lim, ans in questions(doc):
        r = rng(doc, m.start(), m.end())
        out.append(t.CodeLens(r, t.Command(f"{len(ans.split())} / {lim[0]}–{lim[1]} words" if lim else f"{len(ans.split())} words", "")))
        out.append(t.CodeLens(r, t.Command(f"Check completeness of question {n}", "reportlens.feedback", arguments=[p.text_document.uri, [n]])))
    return out
@server.feature(t.TEXT_DOCUMENT_CODE_ACTION)
def actions(ls, p: t.CodeActionParams):
    doc = ls.workspace.get_text_document(p.text_document.uri)
    return [t.CodeAction(title=title, kind=t.CodeActionKind.QuickFix, diagnostics=p.context.diagnostics, edit=t.WorkspaceEdit(changes={doc.uri: [t.TextEdit(r, new)]}))
            for c, _, where, msg, fixes in findings(doc) for title, r, new in fixes if where.start.line <= p.range.end.line and where.end.line >= p.range.start.line]
@server.feature("reportlens/overview")
def overview(ls, p):
    doc = ls.workspace.get_text_document(p.uri)
    qs = []
    for n, m, a, e, lim, ans in questions(doc):
        w = len(ans.split())
        qs.append({"number": n, "title": "Question words", "status": "answered" if w else "empty", "passes": not lim or lim[0] <= w <= lim[1], "words": {"official": w, "prose": w}, "limits": {"words": lim, "images": None}, "images": 0, "range": rng(doc, m.start(), e), "answer": rng(doc, a, e), "findings": 0})
    if len(qs) < 2: return None
    boxes = re.findall(r"\[([ x])\]", doc.source)
    return {"uri": p.uri, "version": doc.version, "edition": "stand-in", "official": {"outcome": "checked", "passed": sum(q["passes"] for q in qs), "total": len(qs)}, "boxes": {"ticked": boxes.count("x"), "total": len(boxes)}, "questions": qs}
@server.feature("reportlens/feedback")
async def feedback(ls, p):
    doc = ls.workspace.get_text_document(p.uri)
    threads, judge = [], getattr(p, "judge", None) or "offline"
    if judge == "editor":
        r = await ls.protocol.send_request_async("reportlens/llm/complete", {"messages": [{"role": "user", "content": "judge"}], "purpose": "feedback", "maxTokens": 100})
        if getattr(r, "error", None): raise Exception(r.error.message)
        judge = f"editor ({r.model})"
    for n, m, a, e, lim, ans in questions(doc):
        qs = getattr(p, "questions", None)
        if qs and n not in qs: continue
        threads.append({"id": f"{n}/x", "question": n, "criterion": "says why", "verdict": "missing", "range": rng(doc, e - 1, e - 1), "message": "not found: says why <b>x</b> [a](command:x)", "severity": 3, "stale": False})
    return {"uri": p.uri, "version": doc.version, "judge": judge, "summary": "# Feedback\n\n| Q | v |\n|---|---|\n| 4 | missing |\n", "threads": threads}
@server.feature("reportlens/showRequest")
def show(ls, p): return {"text": f"POST to nowhere\nquestion {p.question}"}
@server.feature("reportlens/explain")
def explain(ls, p): return {"markdown": f"# {p.rule}\n\n## Why is this bad?\n\nBecause.\n"}
def main():
    server.start_io()
    return 0
if __name__ == "__main__":
    main()
