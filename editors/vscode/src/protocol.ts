/** What the server says beyond the standard: the types of editors/PROTOCOL.md. */
import type { Range } from "vscode-languageclient";

type Limit = [least: number, most: number | null] | null;

export interface QuestionState {
  number: number;
  title: string;
  status: "answered" | "placeholder" | "empty";
  passes: boolean | null;
  words: { official: number; prose: number };
  limits: { words: Limit; images: Limit };
  images: number;
  range: Range;
  answer: Range;
  findings: number;
}

export interface Overview {
  uri: string;
  version: number;
  edition: string;
  official: { outcome: "checked" | "refused"; passed: number | null; total: number };
  boxes: { ticked: number; total: number };
  questions: QuestionState[];
}

export interface Thread {
  id: string;
  question: number;
  criterion: string;
  verdict: "partial" | "missing" | "unverified" | "undecided";
  range: Range;
  message: string;
  severity: 1 | 2 | 3 | 4;
  stale: boolean;
}

export interface Remarks {
  uri: string;
  version: number;
  judge: string;
  threads: Thread[];
}

export interface Feedback extends Remarks {
  summary: string;
}

/** A part of the feedback, told before the rest of it is there. */
export interface Arrived extends Remarks {
  questions: number[];
}

export interface Completion {
  messages: { role: "system" | "user" | "assistant"; content: string }[];
  purpose: string;
  maxTokens: number;
}

export type Failure = "no-model" | "no-permission" | "blocked" | "cancelled" | "failed";

export type Completed = { text: string; model: string } | { error: { kind: Failure; message: string } };
