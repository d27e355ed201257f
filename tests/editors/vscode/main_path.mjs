// What a student meets, from opening the repository to the feedback of the offline judge.
import fs from "node:fs";
import path from "node:path";
import { PATIENCE, again, all, end, fix, go, gone, lineOf, lines, next, open, page, pick, press, rendered, run, see, servers, step, type, until, workspace } from "./driver.mjs";

const problem = words => see(".markers-panel .monaco-list-row", words);

await step("the report opens", () => open());
await step("squiggles appear", () => see(".squiggly-warning"));
await step("the status bar counts", () => see(".statusbar-item", /\d+\/\d+ pass · \d+\/\d+ boxes/));
await step("a lens counts over a question", () => see(".codelens-decoration", /\d+ \/ 10–50 words/));
await step("a hover tells the limits", async () => {
  await go(lineOf("### Question 2"), 6);
  await press("Control+KeyK"); await press("Control+KeyI");
  return see(".monaco-hover", /100.200/);
});
await press("Escape");
await step("the lens counts while typing", async () => {
  const before = await see(".codelens-decoration", /\d+ \/ 10–50 words/);
  await go(lineOf("Our code has a folder"), 1);
  await type("One two three ");
  const words = Number(before.match(/(\d+) \//)[1]) + 3;
  return see(".codelens-decoration", new RegExp(`${words} \\/ 10–50 words`));
});
await step("problems have codes", async () => {
  await press("Control+Shift+KeyM");
  return await problem(/RL\d\d\d/);
});
await step("a quick fix ticks a box", async () => {
  await go(lineOf("Watch the program"), 4);
  await fix(/Tick/);
  await see(".view-line", /\[x\].Watch.the.program/);
  await go(lineOf("Put the program"), 4);
  await fix(/Write it as/);
  return see(".view-line", /\[x\].Put.the.program/);
});
await step("a quick fix shows a figure", async () => {
  await go(lineOf("[a link]"), lines()[lineOf("[a link]") - 1].indexOf("[a link]") + 3);
  await fix(/Show the image/);
  return see(".view-line", /!\[a.link\]/);
});
await step("a figure added on disk clears its problem", async () => {
  await problem(/pipeline\.png/);
  fs.mkdirSync(path.join(workspace, "reports/figures"), { recursive: true });
  fs.copyFileSync(path.join(workspace, "picture.png"), path.join(workspace, "reports/figures/pipeline.png"));
  await gone(".markers-panel .monaco-list-row", /pipeline\.png/);
});
await step("the tree lists the questions", async () => {
  await run("Focus on Report Questions View");
  return see(".pane-body .monaco-list-row", /2 · 12 \/ 100–200/);
});
await step("a click in the tree goes to the question", async () => {
  await go(1);
  await all(".pane-body .monaco-list-row", /3 · \d+ \/ 10–50/).first().click();
  return until(async () => {
    const place = await all(".statusbar-item", /Ln \d+/).first().innerText();
    return Number(place.match(/Ln (\d+)/)[1]) >= lineOf("### Question 3") && place;
  }, "the cursor at question 3");
});
await step("feedback comes as threads", async () => {
  await go(lineOf("### Question 3") + 1);
  await run("Reportlens: Ask for Feedback on This Question");
  const glyph = page.locator(".comment-range-glyph.comment-thread, .comment-thread-range, .comment-range-glyph.comment-thread-unresolved").first();
  await glyph.waitFor();
  await run("Comments: Focus on Comments View");
  return see(".panel .monaco-list-row", /Question 3|not found/);
}, "reportlens/feedback");
await step("a thread opens and can be resolved", async () => {
  await all(".panel .monaco-list-row", /not found/).first().click();
  const words = await see(".review-widget", /Question 3/);
  await page.locator('.review-widget .action-label[aria-label*="Resolve"]').first().click();
  return words;
}, "reportlens/feedback");
await step("a thread can be dismissed", async () => {
  await again(async () => {
    await all(".panel .monaco-list-row", /not found/).first().click();
    await page.locator('.review-widget .action-label[aria-label*="Dismiss"]').first().click({ timeout: 3000 });
  });
  await gone(".panel .monaco-list-row", /not found/);
}, "reportlens/feedback");
await step("feedback on the report comes as a document", async () => {
  await run("Reportlens: Ask for Feedback on the Report");
  await see(".tab", /Feedback\.md/);
  return rendered(/Question|Q/, "table");
}, "reportlens/feedback");
await step("a rule is explained in a document", async () => {
  await go(lineOf("### Question 2"));
  await run("Reportlens: Open Rule Documentation");
  await see(".tab", /RL102\.md/);
  const words = await rendered(/Why is this bad/, "h2");
  await go(lineOf("### Question 3")); // it stays when the report is in front again
  await see(".tab", /RL102\.md/);
  return words;
});
await step("what would be sent is shown", async () => {
  await run("Reportlens: Show What Would Be Sent");
  await see(".tab", /What would be sent/);
}, "reportlens/showRequest");
await step("a key is stored and cleared", async () => {
  await run("Reportlens: Set Key");
  await see(".quick-input-title", /1\/2/);
  await page.locator(".quick-input-widget input.input").fill("https://models.example.org");
  await press("Enter");
  await see(".quick-input-title", /2\/2/);
  await page.locator(".quick-input-widget input.input").fill("sk-secret-words");
  await press("Enter");
  await see(".statusbar-item", /stored/);
  await run("Reportlens: Clear Key");
  await pick("https://models.example.org");
  return see(".statusbar-item", /cleared/);
});
let tab; // the page that the preview opened
await step("the hand-in is previewed in a browser", async () => {
  await go(1);
  await press("Control+KeyS"); // the preview shows what is on disk
  const opened = page.context().waitForEvent("page", { timeout: PATIENCE });
  await run("Reportlens: Preview Hand-in");
  // The workbench asks before it leaves itself; a desktop one does not for this machine's own addresses.
  const ask = all(".monaco-dialog-box .monaco-button", /^Open$/).first().click().catch(() => {});
  tab = await opened;
  void ask;
  await tab.locator("h1").first().waitFor({ timeout: PATIENCE });
  await tab.screenshot({ path: next("preview") });
  return `${await tab.locator("h1").first().innerText()} at ${new URL(tab.url()).pathname}`;
}, "reportlens/page");
await step("the preview shows the figure, and every link leads somewhere", async () => {
  const figure = tab.locator('img[src*="pipeline.png"]');
  await until(() => figure.evaluate(it => it.complete && it.naturalWidth > 0), "the figure in the preview");
  const { checked, broken } = await tab.evaluate(async () => {
    const broken = [], all = [...document.querySelectorAll("[href], [src]")].map(it => it.getAttribute("href") ?? it.getAttribute("src"));
    const here = all.map(it => new URL(it, document.baseURI)).filter(it => it.origin === location.origin);
    for (const it of here) {
      const inside = it.hash && it.pathname === location.pathname;
      if (inside ? !document.getElementById(decodeURIComponent(it.hash.slice(1))) : !(await fetch(it)).ok) broken.push(it.href);
    }
    return { checked: here.length, broken };
  });
  if (broken.length) throw new Error(`broken: ${broken.join(" ")}`);
  await figure.scrollIntoViewIfNeeded();
  await tab.screenshot({ path: next("preview-figure") });
  if (checked < 3) throw new Error(`only ${checked} links`);
  return `${checked} links, figure ${await figure.evaluate(it => it.naturalWidth)} px wide`;
}, "reportlens/page");
await step("the preview is renewed on every save", async () => {
  await page.bringToFront();
  await go(lineOf("Our code has a folder"), 1);
  await type("Brand new words. ");
  await press("Control+KeyS");
  await tab.bringToFront();
  await tab.locator("body", { hasText: "Brand new words." }).waitFor({ timeout: PATIENCE });
  await tab.screenshot({ path: next("preview-renewed") });
  await tab.close();
  await page.bringToFront();
}, "reportlens/page");
await step("the server restarts", async () => {
  await go(lineOf("### Question 2") + 4);
  await see(".squiggly-error, .squiggly-warning");
  const [before] = servers();
  await run("Reportlens: Restart Server");
  await until(() => servers().length === 1 && servers()[0] !== before, "another server");
  return see(".squiggly-error, .squiggly-warning");
});
await step("the log opens", async () => {
  await run("Reportlens: Show Log");
  return see(".output-view .view-line, .panel .view-line", /server:.*runs/);
});
await step("the walkthrough opens", async () => {
  await run("Welcome: Open Walkthrough");
  await pick(/Reportlens/);
  return see(".gettingStartedContainer", /Open the report/);
});
await end();
