"""Stands in for the server until it is there: the real core behind a plain pygls."""

from pathlib import Path
from urllib.parse import unquote, urlparse

from lsprotocol import types as t
from pygls.lsp.server import LanguageServer

from reportlens import check, parse
from reportlens.checking import rule_named
from reportlens.disk import DiskSurroundings
from reportlens.report.official import official
from reportlens.settings import DEFAULTS
from reportlens.text import Lines

server = LanguageServer("reportlens-server", "0.0.stand-in")


def at(ls, doc, span):
    lines = Lines(doc.source)

    def pos(o):
        line, column = lines.place(o)
        return t.Position(line, doc.position_codec.client_num_units(doc.source[o - column : o]))

    return t.Range(pos(span.start), pos(span.end))


def known(ls, uri):
    doc = ls.workspace.get_text_document(uri)
    report = parse(doc.source)
    found = check(report, DEFAULTS, DiskSurroundings(Path(unquote(urlparse(uri).path))))
    return doc, report, found


def publish(ls, uri):
    doc, report, found = known(ls, uri)
    ds = [
        t.Diagnostic(
            range=at(ls, doc, f.span),
            message=f.message,
            severity=t.DiagnosticSeverity(5 - f.severity),
            code=f.code,
            code_description=t.CodeDescription(f"https://example.invalid/{f.code}"),
            source="reportlens",
        )
        for f in found
    ]
    ls.text_document_publish_diagnostics(
        t.PublishDiagnosticsParams(uri=uri, version=doc.version, diagnostics=ds)
    )
    ls.protocol.notify("reportlens/overviewChanged", {"uri": uri})


@server.feature(t.TEXT_DOCUMENT_DID_OPEN)
def opened(ls, p: t.DidOpenTextDocumentParams):
    publish(ls, p.text_document.uri)


@server.feature(t.TEXT_DOCUMENT_DID_CHANGE)
def changed(ls, p: t.DidChangeTextDocumentParams):
    publish(ls, p.text_document.uri)


@server.feature(t.TEXT_DOCUMENT_DID_SAVE)
def saved(ls, p: t.DidSaveTextDocumentParams):
    publish(ls, p.text_document.uri)


@server.feature(t.WORKSPACE_DID_CHANGE_WATCHED_FILES)
def watched(ls, p):
    for uri in list(ls.workspace.text_documents):
        publish(ls, uri)


@server.feature(t.INITIALIZED)
async def ready(ls, p):
    if (
        ls.client_capabilities.workspace.did_change_watched_files
        and ls.client_capabilities.workspace.did_change_watched_files.dynamic_registration
    ):
        await ls.client_register_capability_async(
            t.RegistrationParams(
                [
                    t.Registration(
                        "w",
                        t.WORKSPACE_DID_CHANGE_WATCHED_FILES,
                        t.DidChangeWatchedFilesRegistrationOptions([t.FileSystemWatcher("**/figures/**")]),
                    )
                ]
            )
        )


def words(q):
    l = q.limits.words
    i = q.limits.images
    return (
        f"{q.answer.words.official} / {l[0]}–{l[1]} words"
        + (f" · {q.answer.official_images} of {i[0]}–{i[1]} images" if i else "")
        if l
        else f"{q.answer.words.official} words"
    )


@server.feature(t.TEXT_DOCUMENT_HOVER)
def hover(ls, p: t.HoverParams):
    doc, report, _ = known(ls, p.text_document.uri)
    for q in report.questions:
        r = at(ls, doc, q.whole)
        if r.start.line <= p.position.line < r.end.line:
            return t.Hover(
                t.MarkupContent(
                    t.MarkupKind.Markdown,
                    f"**Question {q.number}**: {words(q)}\n\nThe limits come from the {q.limits.source}.",
                )
            )


@server.feature(t.TEXT_DOCUMENT_CODE_LENS)
def lens(ls, p: t.CodeLensParams):
    doc, report, _ = known(ls, p.text_document.uri)
    out = []
    for q in report.questions if report.recognised else ():
        r = at(ls, doc, q.at(q.heading))
        out.append(t.CodeLens(r, t.Command(words(q), "")))
        out.append(
            t.CodeLens(
                r,
                t.Command(
                    f"Check completeness of question {q.number}",
                    "reportlens.feedback",
                    arguments=[p.text_document.uri, [q.number]],
                ),
            )
        )
    return out


@server.feature(t.TEXT_DOCUMENT_CODE_ACTION)
def actions(ls, p: t.CodeActionParams):
    doc, report, found = known(ls, p.text_document.uri)
    out = []
    for f in found:
        where = at(ls, doc, f.span)
        if where.start.line <= p.range.end.line and where.end.line >= p.range.start.line:
            out += [
                t.CodeAction(
                    title=x.title,
                    kind=t.CodeActionKind.QuickFix,
                    diagnostics=p.context.diagnostics,
                    edit=t.WorkspaceEdit(
                        changes={doc.uri: [t.TextEdit(at(ls, doc, e.span), e.text) for e in x.edits]}
                    ),
                )
                for x in f.fixes
            ]
    for item in report.checklist:
        r = at(ls, doc, item.box)
        if r.start.line == p.range.start.line and item.ticked is not None:
            out.append(
                t.CodeAction(
                    title="Untick the box" if item.ticked else "Tick the box",
                    kind="refactor",
                    edit=t.WorkspaceEdit(changes={doc.uri: [t.TextEdit(r, "[ ]" if item.ticked else "[x]")]}),
                )
            )
    return out


@server.feature("reportlens/overview")
def overview(ls, p):
    doc, report, found = known(ls, p.uri)
    if not report.recognised:
        return None
    o = official(report)
    qs = []
    for i, q in enumerate(report.questions):
        passes = o.answers[i].passes if o.outcome == "checked" and i < len(o.answers) else None
        qs.append(
            {
                "number": q.number,
                "title": " ".join(q.wording.split()[:7]),
                "status": q.answer.status,
                "passes": passes,
                "words": {"official": q.answer.words.official, "prose": q.answer.words.prose},
                "limits": {"words": q.limits.words, "images": q.limits.images},
                "images": q.answer.official_images,
                "range": at(ls, doc, q.whole),
                "answer": at(ls, doc, q.at(q.answer.span or q.answer.region)),
                "findings": sum(f.question == q.number for f in found),
            }
        )
    return {
        "uri": p.uri,
        "version": doc.version,
        "edition": report.edition.id,
        "official": {"outcome": o.outcome, "passed": o.passed, "total": o.expected},
        "boxes": {
            "ticked": sum(it.ticked is True for it in report.checklist),
            "total": len(report.checklist),
        },
        "questions": qs,
    }


@server.feature("reportlens/feedback")
async def feedback(ls, p):
    doc, report, _ = known(ls, p.uri)
    threads, judge = [], getattr(p, "judge", None) or "offline"
    if judge == "editor":
        r = await ls.protocol.send_request_async(
            "reportlens/llm/complete",
            {"messages": [{"role": "user", "content": "judge"}], "purpose": "feedback", "maxTokens": 100},
        )
        if getattr(r, "error", None):
            raise Exception(r.error.message)
        judge = f"editor ({r.model})"
    for q in report.questions:
        qs = getattr(p, "questions", None)
        if qs and q.number not in qs:
            continue
        threads.append(
            {
                "id": f"{q.number}/x",
                "question": q.number,
                "criterion": "says why",
                "verdict": "missing",
                "range": at(ls, doc, q.at(q.heading)),
                "message": "not found: says why" + (" <b>x</b> [a](command:x)" if "é" in doc.source else ""),
                "severity": 3,
                "stale": False,
            }
        )
    return {
        "uri": p.uri,
        "version": doc.version,
        "judge": judge,
        "summary": "# Feedback\n\n| Question | Verdict |\n|---|---|\n| 2 | missing |\n",
        "threads": threads,
    }


@server.feature("reportlens/showRequest")
def show(ls, p):
    return {"text": f"POST to nowhere\nquestion {p.question}"}


@server.feature("reportlens/explain")
def explain(ls, p):
    return {"markdown": f"# {p.rule}\n\n" + rule_named(p.rule).documentation()}


@server.feature("reportlens/page")
def page(ls, p):
    import threading
    from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
    class H(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200); self.send_header("Content-Type", "text/html"); self.end_headers(); self.wfile.write(b"<h1>Exam report</h1>")
        def log_message(self, *a): pass
    web = ThreadingHTTPServer(("127.0.0.1", 0), H)
    threading.Thread(target=web.serve_forever, daemon=True).start()
    return {"url": f"http://127.0.0.1:{web.server_port}/"}
def main():
    server.start_io()
    return 0


if __name__ == "__main__":
    main()
