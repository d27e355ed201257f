// What is said when an interpreter does not fit: one message each, clear, with what to do next.
import fs from "node:fs";
import path from "node:path";
import { all, end, open, run, see, servers, step, until } from "./driver.mjs";

const { cases, python3, settings } = JSON.parse(process.env.REPORTLENS_CASES);
const messages = () => all(".notification-toast", /Reportlens/);

let opened = false;
for (const { name, setting, python, message, works } of cases) {
  await step(name, async () => {
    const expected = new RegExp(message);
    fs.rmSync(python3, { force: true });
    if (python) fs.symlinkSync(python, python3);
    if (opened) await run("Notifications: Clear All Notifications");
    const before = fs.readFileSync(settings, "utf8");
    const after = JSON.stringify(setting ? { "reportlens.interpreter": setting } : {});
    fs.writeFileSync(settings, after);
    if (!opened) { await open(); opened = true; }
    else if (before === after) await run("Reportlens: Restart Server"); // a setting that changes does so by itself
    const words = await see(".notification-toast", expected);
    if (works) {
      await until(() => servers().length === 1, "a server");
      await see(".statusbar-item", /\d+\/\d+ pass/);
      await see(".squiggly-warning");
    } else {
      await see(".statusbar-item", /Reportlens is not running/);
      if (servers().length) throw new Error("a server runs");
    }
    if (await messages().count() !== 1) throw new Error(`${await messages().count()} messages`);
    return words;
  });
}
await end();
