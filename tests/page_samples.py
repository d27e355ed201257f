"""Reports and figures of our own, for the tests of the page."""

from __future__ import annotations

import struct
import zlib

REPORT = """\
# Exam report of the beekeepers, group 7

Run `python report.py html` to see this page.

```bash
python report.py check
```

## Checklist

### Week 1

* [x] Count the bees (M1)
* [ ] Paint the hive in
    two colours (M2)
  * [X] inside
* [x] Use `git` (M5)

## Group information

### Question 1
> **Which number does your group have?**
>
> Answer:

7

### Question 2
> **Who is in your group?**
>
> Example:
>
> *s000000, s111111*
>
> Answer:

s123456, s654321

## Bees

### Question 3
> **Which bees did you keep,**
> **and why these?**
>
> Recommended answer length: 5-10 words.
>
> Example:
> *We kept bumblebees because ...*
>
> Answer:

We kept honey bees, because they make honey and wax.

### Question 4
> **Show the hive.**
>
> Recommended answer length: 50-90 words + 1 image.
>
> Answer:

![the hive from above](figures/hive.png)

Too few words with `inline code`.

| bee | honey |
| --- | ----: |
| Ada | 3 kg  |

```python
def sting(whom: str) -> None:  # ouch
    raise NotImplementedError(whom)
```

### Question 5
> **What did it cost?**
>
> Recommended answer length: 5-10 words.
>
> Answer:

--- question 5 fill here ---
"""


def png(width: int, height: int) -> bytes:
    """A grey PNG of a size."""
    rows = b"".join(b"\0" + b"\x99" * width for _ in range(height))

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def question(number: int, answer: str) -> str:
    """A question with an answer."""
    return f"### Question {number}\n> **Why is it so?**\n>\n> Answer:\n\n{answer}\n\n"


HOSTILE = (
    "<script>window.ran = 1; alert(1)</script>",
    "<img src=x onerror='window.ran = 1'>",
    "<img src=https://tracker.example/pixel.png>",
    "![pixel](https://tracker.example/pixel.png)",
    "<svg onload='window.ran = 1'><script>alert(1)</script></svg>",
    "<iframe src='https://tracker.example/'></iframe>",
    "<iframe srcdoc='<script>parent.ran = 1</script>'></iframe>",
    "<object data='https://tracker.example/'></object><embed src='https://tracker.example/'>",
    "<a href='javascript:alert(1)'>click</a>",
    "[click](javascript:alert(1))",
    "[click](data:text/html,<script>alert(1)</script>)",
    "<a href=' java\tscript:alert(1)'>click</a>",
    "<style>@import 'https://tracker.example/a.css'; body { display: none }</style>",
    "<p style='background: url(https://tracker.example/a.png)' onmouseover='window.ran = 1'>hover</p>",
    "<link rel=stylesheet href='https://tracker.example/a.css'>",
    "<meta http-equiv=refresh content='0; url=https://tracker.example/'>",
    "<base href='https://tracker.example/'>",
    "<form action='https://tracker.example/'><input autofocus onfocus='window.ran = 1'><button>go</button></form>",
    "<video src='https://tracker.example/a.mp4' autoplay></video><audio src='https://tracker.example/a.mp3'></audio>",
    "<details ontoggle='window.ran = 1' open><summary>more</summary>text</details>",
    "<math><mtext><table><mglyph><style><img src=x onerror='window.ran = 1'></style></mglyph></table></mtext></math>",
    '<div title="\n\n![x](figures/hive.png)\n\n onmouseover=window.ran=1 x="">',
    "<noscript><p title='</noscript><img src=x onerror=window.ran=1>'></noscript>",
    "</div></section></main></body><script>window.ran = 1</script>",
    "<!--><img src=x onerror='window.ran = 1'>-->",
    "<img srcset='https://tracker.example/a.png 2x' src='//tracker.example/b.png'>",
    '![a"onerror="window.ran=1](figures/hive.png "b\' onload=\'window.ran=1")',
    '```"><script>window.ran=1</script>\ncode\n```',
    "\ue000k0\ue001 &#xE000;0-k0&#xE001;",
    "<table background='https://tracker.example/a.png'><tr><td>x</td></tr></table>",
    "[![x](https://tracker.example/a.png)](vbscript:x)",
    "<svg><image href='https://tracker.example/a.png'/><use href='https://tracker.example/a.svg#x'/></svg>",
)
"""What a hostile report may try."""
