/** All that lives while there is a report: the server and what shows its words. */
import * as vscode from "vscode";
import { AiPackages } from "./ai";
import { Server } from "./client";
import { runCommand } from "./commands";
import { Threads } from "./comments";
import { Documents } from "./documents";
import { Feedbacks } from "./feedback";
import { Keys } from "./secrets";
import { LentModel } from "./lm";
import { Overviews } from "./overviews";
import { Status } from "./status";
import { Questions } from "./tree";

export interface Session {
  readonly server: Server;
  readonly overviews: Overviews;
  readonly documents: Documents;
  readonly feedback: Feedbacks;
  readonly threads: Threads;
  readonly keys: Keys;
  readonly ai: AiPackages;
  /** Run a command of the extension's by its full name. */
  run(command: string, args: unknown[]): Promise<void>;
  close(): Promise<void>;
}

/** Put everything together and start the server; a server that does not start is told, not thrown. */
export async function open(context: vscode.ExtensionContext, log: vscode.LogOutputChannel): Promise<Session> {
  const ai = new AiPackages(context, log);
  const server = new Server(context, log, ai);
  const documents = new Documents(server);
  const threads = new Threads();
  const model = new LentModel(context, log);
  const keys = new Keys(context);
  const feedback = new Feedbacks(server, threads, documents, model);
  const overviews = new Overviews(server);

  server.answer("reportlens/llm/complete", model.complete);
  server.answer("reportlens/secret", keys.reply);
  server.takeOver("reportlens.feedback", feedback.fromCommand);
  context.subscriptions.push(
    server, documents, threads, overviews, new Status(server, overviews), new Questions(overviews),
    vscode.workspace.onDidGrantWorkspaceTrust(() => server.restart()),
    vscode.workspace.onDidChangeConfiguration(change => {
      // Not at once: the client tells the old server of the change, and would log that it is gone.
      if (change.affectsConfiguration("reportlens.interpreter")) setTimeout(() => void server.restart(), 100);
    }),
  );
  await vscode.commands.executeCommand("setContext", "reportlens.active", true);
  await server.start();
  const session: Session = {
    server, overviews, documents, feedback, threads, keys, ai,
    run: (command, args) => runCommand(session, command, args),
    close: () => server.stop(),
  };
  return session;
}
