// What is said when the interpreter does not fit: one message, clear, with what to do next.
import { all, end, open, page, see, step } from "./driver.mjs";

const expected = new RegExp(process.env.REPORTLENS_MESSAGE);

await step("one clear message", async () => {
  await open();
  await see(".notification-toast", expected, 60_000);
  await page.waitForTimeout(1500);
  const count = await all(".notification-toast", /Reportlens/).count();
  if (count !== 1) throw new Error(`${count} messages`);
  return see(".notification-toast", expected);
});
await step("it works or says that it does not", async () => process.env.REPORTLENS_WORKS
  ? see(".squiggly-warning", undefined, 30_000)
  : see(".statusbar-item", /Reportlens is not running/));
await end();
