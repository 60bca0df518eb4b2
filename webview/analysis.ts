// The analysis worker: models and importances are worked out here, so that the page answers its user meanwhile.

import { Analyst } from "./analysis/analyst.js";
import type { Order, Reply } from "./analysis/messages.js";

/** The part of a worker's global object that is used here; the page's own library does not know workers. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<Order>) => void) | null;
  postMessage(reply: Reply): void;
}

const scope = self as unknown as WorkerScope;
let analyst: Analyst | null = null;

scope.onmessage = ({ data: order }) => {
  if (order.type === "study") {
    analyst = new Analyst(order.study);
    return;
  }
  const { id, question } = order;
  try {
    if (analyst === null) throw new Error("A question came before the study that it is about.");
    scope.postMessage({ type: "answer", id, answer: analyst.answer(question) });
  } catch (error) {
    scope.postMessage({ type: "failure", id, message: error instanceof Error ? error.message : String(error) });
  }
};
