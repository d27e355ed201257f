// Choosing an interpreter: a list of those that fit, and the server starts anew with the one chosen.
import { again, end, go, log, open, pick, rendered, run, see, step } from "./driver.mjs";

const wanted = process.env.REPORTLENS_WANTED;

await step("the report opens", async () => { await open(); await see(".squiggly-warning"); });
await step("the list holds those that fit", async () => {
  await run("Reportlens: Select Interpreter");
  return see(".quick-input-list .monaco-list-row", wanted);
});
await step("the chosen one runs the server", async () => {
  await pick(wanted);
  return again(async () => {
    await go(1);
    await run("Reportlens: Show Server Information");
    return await rendered(new RegExp(`interpreter: ${wanted}.*the setting`), "ul", 8_000);
  });
});
await step("the log tells of no error", async () => {
  if (/\[error\]/.test(log())) throw new Error(log());
});
await end();
