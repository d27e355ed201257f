/** The questions of the report in the explorer: state, words, images; a click goes there. */
import * as vscode from "vscode";
import type { Overviews } from "./overviews";
import { inWords } from "./status";
import type { QuestionState } from "./protocol";

export class Questions implements vscode.TreeDataProvider<QuestionState>, vscode.Disposable {
  private readonly view: vscode.TreeView<QuestionState>;
  private readonly subscription: vscode.Disposable;
  private readonly changes = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.changes.event;

  constructor(private readonly overviews: Overviews) {
    this.view = vscode.window.createTreeView("reportlens.questions", { treeDataProvider: this });
    this.subscription = overviews.onChange(() => {
      const overview = this.overviews.current?.overview;
      this.view.message = overview && inWords(overview);
      this.changes.fire();
    });
  }

  getChildren(parent?: QuestionState): QuestionState[] {
    return parent ? [] : this.overviews.current?.overview.questions ?? [];
  }

  getTreeItem(question: QuestionState): vscode.TreeItem {
    // The figures first: in a narrow view the end of the line is cut off.
    const figures = [`${question.number}`, counter(question), images(question)].filter(Boolean).join(" · ");
    const item = new vscode.TreeItem(figures);
    item.id = `${question.number}@${question.range.start.line}`;
    item.description = question.title;
    item.iconPath = icon(question);
    item.tooltip = [question.title, `Question ${question.number}: ${state(question)}`, counter(question) + " words",
      images(question), question.findings ? `${question.findings} open findings` : ""].filter(Boolean).join("\n");
    item.accessibilityInformation = { label: `Question ${question.number}, ${state(question)}, ${counter(question)} words` };
    item.contextValue = "question";
    const { uri } = this.overviews.current!;
    item.command = { command: "reportlens.goTo", title: "Go to Question", arguments: [uri, question.answer.start] };
    return item;
  }

  dispose(): void { vscode.Disposable.from(this.view, this.subscription, this.changes).dispose(); }
}

function counter({ words, limits }: QuestionState): string {
  return limits.words ? `${words.official} / ${range(limits.words)}` : `${words.official}`;
}

function images({ images, limits }: QuestionState): string {
  return limits.images ? `${images} of ${range(limits.images)} images` : "";
}

function range([least, most]: [number, number | null]): string {
  return most === null ? `${least}+` : most === least ? `${least}` : `${least}–${most}`;
}

function state(question: QuestionState): string {
  if (question.status !== "answered") return question.status === "empty" ? "not answered" : "the placeholder is left";
  return question.passes === false ? "would not pass the official check" : question.findings ? "has findings" : "in order";
}

function icon(question: QuestionState): vscode.ThemeIcon {
  if (question.status !== "answered") return new vscode.ThemeIcon("circle-large-outline");
  if (question.passes === false) return new vscode.ThemeIcon("circle-slash", new vscode.ThemeColor("list.warningForeground"));
  if (question.findings) return new vscode.ThemeIcon("info");
  return new vscode.ThemeIcon("pass", new vscode.ThemeColor("testing.iconPassed"));
}
