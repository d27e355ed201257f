// The optional packages: only after a click that says what happens, into the extension's own storage, and out again.
import { again, end, go, open, pick, rendered, run, see, step } from "./driver.mjs";

await step("the report opens", async () => { await open(); await see(".squiggly-warning"); });
await step("it says what it would do", async () => {
  await run("Reportlens: Install Packages for Other Models");
  return see(".quick-input-list .monaco-list-row", /Install.*Python Package Index into/);
});
await step("nothing is installed when the answer is no", async () => {
  await pick(/Do not install/);
  await run("Reportlens: Show Server Information");
  return rendered(/packages for other models: not installed/, "ul");
});
await step("packages are installed after a yes, and the server starts with them", async () => {
  await go(1);
  await run("Reportlens: Install Packages for Other Models");
  await pick(/Python Package Index into/);
  await see(".notification-toast", /installing/);
  await see(".squiggly-warning");
  await run("Reportlens: Show Log");
  await see(".output-view .view-line, .panel .view-line", /Successfully.installed/);
  return again(async () => {
    await go(1);
    await run("Reportlens: Show Server Information");
    return await rendered(/server: reportlens.*packages for other models: .*packages.3\.\d+/s, "ul", 8_000);
  });
});
await step("they are removed again", async () => {
  await go(1);
  await run("Reportlens: Remove Packages for Other Models");
  return again(async () => { // once the server has started anew
    await go(1);
    await run("Reportlens: Show Server Information");
    return await rendered(/server: reportlens.*packages for other models: not installed/s, "ul", 8_000);
  });
});
await end();
