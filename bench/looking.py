"""What one page does in a real Chromium: when it is drawn and answers, how it pans, what it holds.

The same script looks at every page, put into it before its own. *First paint* is the browser's own first contentful
paint; a canvas alone is none to it, then it is when the picture is drawn. *Drawn*: a canvas of at least a quarter of the
window has more than one colour, or an SVG of that size has twenty marks. *Interactive*: the first moment from which
something is drawn and painted and a timer of 10 ms is never more than 50 ms late for 300 ms; not before the page's own
mark `graphkit-ready` where it sets one. A page has a minute for it, and one that takes longer is not asked again.
*Panning*: the mouse drags the picture round for two seconds; frames are those the page is given, the longest is the
longest wait for one. *JS heap*: after the panning and a collection. *Requests*: files asked of the network.
"""

import asyncio
import itertools
import math
import statistics
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

#: What was seen of a page, by name: seconds, frames a second, bytes of objects, requests.
Look = dict[str, float]

WINDOW = {"width": 1400, "height": 900}
#: Seconds that a page has until it is interactive, and again for the panning.
PATIENCE = 60
ARGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--no-first-run"]

WATCH = """(() => {
  const least = innerWidth * innerHeight / 4;
  const all = root => [...root.querySelectorAll('*')].flatMap(e => e.shadowRoot ? [e, ...all(e.shadowRoot)] : [e]);
  const big = e => { const box = e.getBoundingClientRect(); return box.width * box.height >= least; };
  const painted = canvas => {
    const small = new OffscreenCanvas(200, 150).getContext('2d');
    small.drawImage(canvas, 0, 0, 200, 150);
    return new Set(new Uint32Array(small.getImageData(0, 0, 200, 150).data.buffer)).size > 1;
  };
  const picture = () => all(document).find(e =>
    e.localName === 'canvas' && big(e) && painted(e) ||
    e.localName === 'svg' && big(e) && e.querySelectorAll('path,circle,rect,line,text').length >= 20);
  const at = name => performance.getEntriesByName(name)[0]?.startTime ?? 0;
  const told = () => [watched.drawn ?? 0, at('first-contentful-paint'), at('graphkit-ready')];
  window.watched = { frames: [], told, settled: new Promise(settle => {
    let last = 0, since = 0, drawn = null, looked = 0;
    const beat = () => {
      const now = performance.now();
      if (now - last > 60) since = now;
      last = now;
      if (!drawn && now - looked > 50) {
        drawn = picture();
        looked = last = since = performance.now();
        if (drawn) watched.drawn = since;
      }
      if (drawn && now - since >= 300) settle(Math.max(since, at('first-contentful-paint')));
      else setTimeout(beat, 10);
    };
    beat();
  }) };
})()"""
FRAMES = """() => { const frame = at => { watched.frames.push(at); watched.ask = requestAnimationFrame(frame); };
  watched.ask = requestAnimationFrame(frame); }"""
SEEN = """() => { cancelAnimationFrame(watched.ask); return watched.frames; }"""


async def drag(page: Any, x: float = 200, y: float = 180) -> list[float]:
    """The times of the frames while the mouse drags the picture round for two seconds."""
    await page.mouse.move(x, y)
    await page.mouse.down()
    await page.evaluate(FRAMES)
    began = time.perf_counter()
    while (passed := time.perf_counter() - began) < 2:
        turned = 2 * math.pi * passed / 1.1
        await page.mouse.move(x + 120 * math.sin(turned), y + 120 * (1 - math.cos(turned)))
        await asyncio.sleep(0.004)
    frames: list[float] = await page.evaluate(SEEN)
    await page.mouse.up()
    return frames


async def look(browser: Any, file: Path) -> Look:
    """One page, once, in a new context of the browser. What it did not do is missing."""
    context = await browser.new_context(viewport=WINDOW, offline=True)
    found: Look = {"asked": 0}

    def asked(request: Any) -> None:
        found["asked"] += request.url.startswith("http")

    try:
        await context.add_init_script(WATCH)
        page = await context.new_page()
        page.on("request", asked)
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                await page.goto(file.as_uri(), wait_until="commit")
                found["interactive"] = await page.evaluate("watched.settled") / 1000
        async with asyncio.timeout(PATIENCE):
            drawn, paint, _ = [at / 1000 for at in await page.evaluate("watched.told()")]
            found |= {"paint": paint} if paint else {}
            if not 0 < drawn <= PATIENCE:
                return found
            before = await page.screenshot()
            frames = await drag(page)
            gaps = [(b - a) / 1000 for a, b in itertools.pairwise(frames)]
            if before != await page.screenshot() and gaps:
                found |= {"frames": 1 / statistics.mean(gaps), "longest": max(gaps)}
            found |= {"drawn": drawn, "paint": paint or drawn}
            ready = (await page.evaluate("watched.told()"))[2] / 1000  # only now: the mark may come late
            found |= {"interactive": max(found["interactive"], ready)} if "interactive" in found else {}
            session = await context.new_cdp_session(page)
            await session.send("HeapProfiler.collectGarbage")
            found["heap"] = (await session.send("Runtime.getHeapUsage"))["usedSize"]
    except TimeoutError:
        pass
    finally:
        await context.close()
    return found
