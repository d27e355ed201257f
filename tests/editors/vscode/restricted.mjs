// A folder that nobody trusts yet: the report is checked, and what the folder says about programs and endpoints is not heard.
import fs from "node:fs";
import path from "node:path";
import { all, end, open, page, rendered, run, see, step, until, workspace } from "./driver.mjs";

await step("the report is checked in restricted mode", async () => {
  await open();
  await see(".squiggly-warning");
  return see(".statusbar-item", /Restricted Mode/);
});
await step("the interpreter of the folder is not started", async () => {
  await run("Reportlens: Show Server Information");
  const words = await rendered(/workspace: not trusted/, "ul");
  if (words.includes("hostile") || fs.existsSync(path.join(workspace, "PWNED"))) throw new Error(words);
  if (await all(".notification-toast", /Reportlens/).count()) throw new Error("there is a message");
  return words;
});
await step("the judge of the folder is not used", async () => {
  await run("Reportlens: Ask for Feedback on the Report");
  await see(".tab", /Feedback\.md/);
  const columns = await all(".editor-group-container").count();
  if (columns !== 2) throw new Error(`${columns} columns`);
  if (await all(".quick-input-title", /to a model/).count()) throw new Error("the folder chose a model");
}, "reportlens/feedback");
await step("trust is granted and the server starts again", async () => {
  await run("Workspaces: Manage Workspace Trust");
  await all(".monaco-button", /^Trust$/).first().click();
  await until(async () => !await all(".statusbar-item", /Restricted Mode/).count(), "trust");
  await page.keyboard.press("Escape");
  return see(".squiggly-warning");
});
await end();
