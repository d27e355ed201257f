// A server that is killed: it comes back three times, then says so once, and comes back when told to.
import { all, end, open, page, see, servers, step, until } from "./driver.mjs";

const messages = () => all(".notification-toast, .notifications-center .notification-list-item", /Reportlens ended/);

const server = () => until(() => servers()[0], "a server");
const kill = async () => {
  const id = await server();
  process.kill(Number(id), "SIGKILL");
  await until(() => !servers().includes(id), "its end");
};

await step("the report opens", async () => { await open(); await see(".squiggly-warning", undefined, 60_000); });
for (const time of [1, 2, 3]) {
  await step(`it comes back, time ${time}`, async () => {
    await kill();
    await server();
    await see(".squiggly-warning");
    await see(".statusbar-item", /\d+\/\d+ pass/);
    if (await messages().count()) throw new Error("there is a message already");
  });
}
await step("the fourth time there is one message", async () => {
  await page.waitForTimeout(500);
  await kill();
  await see(".notification-toast", /Reportlens ended 4 times/);
  await page.waitForTimeout(2000);
  if (servers().length) throw new Error("it was started again");
  if (await messages().count() !== 1) throw new Error(`${await messages().count()} messages`);
  return see(".statusbar-item", /Reportlens is not running/);
});
await step("a click on Restart brings it back", async () => {
  await all(".notification-toast .monaco-button", "Restart").first().click();
  await server();
  return see(".statusbar-item", /\d+\/\d+ pass/);
});
await end();
