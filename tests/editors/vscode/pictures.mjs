// Not a test: the pictures of the README, and the frames of its animation, from the example report.
import fs from "node:fs";
import path from "node:path";
import { again, all, bulb, end, fix, go, lineOf, open, page, press, run, see, shots, step, type } from "./driver.mjs";

const take = (name, clip) => page.screenshot({ path: path.join(shots, `picture-${name}.png`), ...(clip ? { clip } : {}) });
let frames = 0;
const frame = async (times = 1) => {
  const picture = await page.screenshot({ clip: { x: 352, y: 30, width: 928, height: 770 } });
  for (let i = 0; i < times; i++) fs.writeFileSync(path.join(shots, `frame-${String(++frames).padStart(3, "0")}.png`), picture);
};

await step("the whole window", async () => {
  await open();
  await see(".squiggly-warning");
  await run("Focus on Report Questions View");
  await see(".pane-body .monaco-list-row", /2 · /);
  await go(lineOf("### Question 3"));
  await press("Control+Shift+KeyM");
  await see(".markers-panel .monaco-list-row", /RL102/);
  await press("Control+Digit1");
  await see(".codelens-decoration", /11 \/ 30–60 words/);
  await page.waitForTimeout(800);
  await take("window");
});
await step("hover", async () => {
  await go(lineOf("### Question 3"), 6);
  await press("Control+KeyK"); await press("Control+KeyI");
  await see(".monaco-hover");
  await page.waitForTimeout(500);
  await take("hover", { x: 352, y: 30, width: 928, height: 475 });
  await press("Escape");
});
await step("a fix", async () => {
  await go(lineOf("[soil]"), 4);
  await bulb(/Show the image/);
  await page.waitForTimeout(300);
  await take("fix", { x: 352, y: 30, width: 928, height: 475 });
  await press("Escape");
});
await step("writing", async () => {
  await press("Control+KeyJ"); // the panel goes, the page stays
  await go(lineOf("### Question 3"));
  await go(lineOf("We wrote 24 tests"), 200);
  await page.waitForTimeout(500);
  await frame(8);
  const words = " They start a robot without water, and look at what it asks for; each night they run again on the robot in our kitchen.".split(" ").slice(1);
  for (const word of words) { await type(" " + word); await page.waitForTimeout(400); await frame(2); }
  await page.waitForTimeout(700);
  await frame(10);
  await go(lineOf("[soil]"), 4);
  await page.waitForTimeout(500);
  await frame(4);
  await bulb(/Show the image/);
  await frame(8);
  await press("Escape");
  await fix(/Show the image/);
  await page.waitForTimeout(900);
  await frame(8);
  await go(lineOf("[soil]"), 14);
  await fix(/Use figures/);
  await page.waitForTimeout(900);
  await frame(14);
});
await step("feedback", async () => {
  await press("Control+KeyJ");
  await go(lineOf("### Question 3") + 2);
  await run("Reportlens: Ask for Feedback on This Question");
  await run("Comments: Focus on Comments View");
  await again(async () => {
    await all(".panel .monaco-list-row", /\[Ln \d+\]/).first().click();
    await see(".review-widget", undefined, 3000);
  });
  await page.mouse.move(700, 330); // else a row tells its words a second time
  await page.waitForTimeout(800);
  await take("feedback");
}, "reportlens/feedback");
await end();
