// Feedback by the editor's own model: never without our own question, and only what was agreed to.
import fs from "node:fs";
import { all, end, go, gone, lineOf, log, open, page, pick, run, see, step, until } from "./driver.mjs";

const asked = () => fs.existsSync(process.env.REPORTLENS_ASKED) ? fs.readFileSync(process.env.REPORTLENS_ASKED, "utf8") : "";
const ask = async () => { await go(lineOf("### Question 3") + 1); await run("Reportlens: Ask for Feedback on This Question"); };
const question = [".quick-input-title", /Send question 3 to a model/];
const answer = [".notification-toast", /question 3 · .*fake-1/];

await step("the report opens", async () => { await open(); await see(".squiggly-warning"); });
await step("the question names the model", async () => {
  await ask();
  await see(...question);
  return see(".quick-input-list .monaco-list-row", /Send once to Fake 1/);
}, "reportlens/feedback");
await step("nothing is sent without consent", async () => {
  await pick(/Send nothing/);
  await gone(...question);
  await page.waitForTimeout(500); // that nothing happens cannot be waited for
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
  await see(...answer);
  await run("Comments: Focus on Comments View");
  return see(".panel .monaco-list-row", /fake-1/);
}, "reportlens/feedback");
// Not the message: one that is the same as one before may not be shown anew.
const answered = () => log().match(/model: fake\/fake-1 answered/g)?.length ?? 0;
await step("the next time it asks again", async () => {
  const before = answered();
  await ask();
  await see(...question);
  await pick(/do not ask again in this workspace/);
  await until(() => answered() > before, "an answer");
  await gone(...question);
}, "reportlens/feedback");
await step("then it does not ask again in this workspace", async () => {
  const before = answered();
  await until(async () => { // feedback that is still on its way refuses the next
    await ask();
    for (let wait = 0; wait < 20; wait++) {
      if (await all(...question).filter({ visible: true }).count()) throw new Error("it asked although it was told not to");
      if (answered() > before) return true;
      await page.waitForTimeout(100);
    }
    return false;
  }, "an answer");
}, "reportlens/feedback");
await end();
