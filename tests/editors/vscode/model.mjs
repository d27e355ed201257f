// Feedback by the editor's own model: never without our own question, and only what was agreed to.
import fs from "node:fs";
import { all, end, go, lineOf, open, page, pick, run, see, step, until } from "./driver.mjs";

const asked = () => fs.existsSync(process.env.REPORTLENS_ASKED) ? fs.readFileSync(process.env.REPORTLENS_ASKED, "utf8") : "";
const ask = async () => { await go(lineOf("### Question 3") + 1); await run("Reportlens: Ask for Feedback on This Question"); };

await step("the report opens", async () => { await open(); await see(".squiggly-warning", undefined, 60_000); });
await step("the question names the model", async () => {
  await ask();
  await see(".quick-input-title", /Send question 3 to a model/);
  return see(".quick-input-list .monaco-list-row", /Send once to Fake 1/);
}, "reportlens/feedback");
await step("nothing is sent without consent", async () => {
  await pick(/Send nothing/);
  await page.waitForTimeout(500);
  if (asked()) throw new Error("the model was asked: " + asked());
}, "reportlens/feedback");
await step("what would be sent can be looked at first", async () => {
  await ask();
  await pick(/Show what would be sent/);
  await see(".tab", /What would be sent/);
  if (asked()) throw new Error("the model was asked: " + asked());
}, "reportlens/showRequest");
await step("after consent the model is asked and its feedback shown", async () => {
  await ask();
  await pick(/Send once to Fake 1/);
  await until(asked, "the model's words");
  await see(".notification-toast", /question 3 · .*fake-1/);
  await run("Comments: Focus on Comments View");
  return see(".panel .monaco-list-row", /fake-1/);
}, "reportlens/feedback");
await step("the next time it asks again", async () => {
  await ask();
  await see(".quick-input-title", /Send question 3 to a model/);
  await pick(/do not ask again in this workspace/);
  await page.waitForTimeout(500);
  await ask();
  await page.waitForTimeout(1500);
  if (await all(".quick-input-title", /Send question 3/).count()) throw new Error("it asked although it was told not to");
}, "reportlens/feedback");
await end();
