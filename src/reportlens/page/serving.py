"""Serve a preview on loopback.

Any website may send a browser here: only requests that name this machine as host are answered, only the report
and its figures are served.
"""

from __future__ import annotations

import contextlib
import re
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

from reportlens.errors import ReportlensError, reason
from reportlens.page.pixels import format_of

if TYPE_CHECKING:
    from reportlens.page.preview import Preview

LOOPBACK = "127.0.0.1"
_ALIVE_SECONDS = 10
"""How often a silent connection is tried, to notice a reader who has gone."""

_FIGURE = re.compile(r"/figure/(\d{1,6})/")
_FIGURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


class Server(ThreadingHTTPServer):
    """The server of one preview."""

    daemon_threads = True

    def __init__(self, preview: Preview, port: int) -> None:
        """Listen on loopback. Raises `ReportlensError` where the port is taken."""
        self.preview = preview
        try:
            super().__init__((LOOPBACK, port), _Handler)
        except (OSError, OverflowError) as error:
            raise ReportlensError(f"port {port}: {reason(error)}; `--port 0` takes a free one") from error

    @property
    def address(self) -> str:
        """Where the preview is."""
        return f"http://{LOOPBACK}:{self.server_port}/"

    def server_bind(self) -> None:
        """Bind without asking for the machine's name, which may take seconds."""
        self.allow_reuse_address = False  # On Windows it would let two previews share a port.
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = LOOPBACK, self.server_address[1]

    def run(self) -> None:
        """Serve until interrupted."""
        watching = threading.Thread(target=self.preview.watch, daemon=True)
        watching.start()
        try:
            self.serve_forever(poll_interval=0.2)
        finally:
            self.preview.close()
            self.server_close()

    def handle_error(self, *_: object) -> None:
        """Say nothing of a reader who left in the middle."""


class _Handler(BaseHTTPRequestHandler):
    server: Server
    server_version = "reportlens"
    sys_version = ""
    protocol_version = "HTTP/1.1"
    timeout = 30

    def do_GET(self) -> None:
        """Answer with the page, a figure or the stream of changes."""
        if not self._for_us():
            self._plain(HTTPStatus.FORBIDDEN, "This preview answers only to requests for 127.0.0.1")
            return
        path = self.path.partition("?")[0]
        if path == "/":
            self._page()
        elif path == "/events":
            self._events()
        elif match := _FIGURE.match(path):
            self._figure(int(match[1]))
        else:
            self._plain(
                HTTPStatus.NOT_FOUND, "Nothing here: the preview shows the report and its figures only"
            )

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (as in the base class)
        """Keep quiet."""

    def _for_us(self) -> bool:
        """Tell whether the request names this machine: a website that pretends to be it (DNS rebinding) does not."""
        # Any port: an editor that works on another machine forwards one of its own.
        return self.headers.get("Host", "").partition(":")[0] in (LOOPBACK, "localhost")

    def _page(self) -> None:
        shown = self.server.preview.shown()
        status = HTTPStatus.OK if shown.readable else HTTPStatus.SERVICE_UNAVAILABLE
        headers = {"Content-Security-Policy": shown.policy, "X-Version": str(shown.version)}
        self._send(status, "text/html; charset=utf-8", shown.html.encode(), headers)

    def _figure(self, number: int) -> None:
        files = self.server.preview.figures
        try:
            content = files[number].read_bytes()
        except (IndexError, OSError):
            self._plain(HTTPStatus.NOT_FOUND, "No such figure any more")
            return
        kind = format_of(content[:8000])
        if not kind:
            self._plain(HTTPStatus.NOT_FOUND, "No image any more")
            return
        self._send(HTTPStatus.OK, f"image/{kind}", content, {"Content-Security-Policy": _FIGURE_POLICY})

    def _events(self) -> None:
        preview = self.server.preview
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        # What stands between, as the proxy of an editor in a browser, would hold events back to compress them.
        self.send_header("Cache-Control", "no-store, no-transform")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        version = 0
        with contextlib.suppress(OSError):
            while not preview.closed:
                now = preview.wait(version, _ALIVE_SECONDS)
                self.wfile.write(
                    f"retry: 500\ndata: {now}\n\n".encode() if now != version else b": still here\n\n"
                )
                self.wfile.flush()
                version = now

    def _plain(self, status: HTTPStatus, words: str) -> None:
        self._send(status, "text/plain; charset=utf-8", f"{words}\n".encode(), {})

    def _send(self, status: HTTPStatus, kind: str, content: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {
            "Content-Type": kind,
            "Content-Length": str(len(content)),
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Cross-Origin-Resource-Policy": "same-origin",
            **headers,
        }.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)
