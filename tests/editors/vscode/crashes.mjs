// A server that is killed: it comes back three times, then says so once, and comes back when told to.
import { all, end, logged, open, see, servers, step, until } from "./driver.mjs";

const messages = () => all(".notification-toast, .notifications-center .notification-list-item", /Reportlens ended/);
const counters = () => see(".statusbar-item", /\d+\/\d+ pass/);

/** The only server, once it answers. */
const server = async () => {
  const id = await until(() => servers().length === 1 && servers()[0], "a server");
  await logged(new RegExp(`runs as process ${id}\\b`));
  return id;
};
const kill = async () => {
  const id = await server();
  process.kill(Number(id), "SIGKILL");
  await until(() => !servers().includes(id), "its end");
};

await step("the report opens", async () => { await open(); await see(".squiggly-warning"); });
for (const time of [1, 2, 3]) {
  await step(`it comes back, time ${time}`, async () => {
    await kill();
    await server();
    await see(".squiggly-warning");
    await counters();
    if (await messages().count()) throw new Error("there is a message already");
  });
}
await step("the fourth time there is one message", async () => {
  await kill();
  await see(".notification-toast", /Reportlens ended 4 times/);
  await logged(/Server will not be restarted/);
  await see(".statusbar-item", /Reportlens is not running/);
  if (servers().length) throw new Error("it was started again");
  if (await messages().count() !== 1) throw new Error(`${await messages().count()} messages`);
});
await step("a click on Restart brings it back", async () => {
  await all(".notification-toast .monaco-button", "Restart").first().click();
  await server();
  return counters();
});
await end();
