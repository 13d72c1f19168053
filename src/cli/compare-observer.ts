// What a running comparison tells its user, on stderr: the check, the plan, the progress.
import { checkText, planText } from '../reports/plan.js';
import { Progress } from '../reports/progress.js';
import type { ComparisonObserver } from '../trials/run-comparison.js';

export function compareObserver(output: NodeJS.WriteStream): { observer: ComparisonObserver; stop(): void } {
  let progress: Progress | undefined;
  const say = (text: string) => output.write(`${text}\n`);
  const observer: ComparisonObserver = {
    checks: ({ models }) => say(`Checking that each of ${models.length} models answers …`),
    checked: (models) => checkText(models).forEach(say),
    calibrates: () => say('Calibrating the client …'),
    planned(plan, time) {
      say(planText(plan, time, output.columns || 80));
      progress = new Progress(plan, time, {
        write: (text) => output.write(text),
        columns: output.isTTY ? output.columns : undefined,
      });
    },
    blockStarts: (turn, rows) => progress?.blockStarts(turn, rows),
    trialStarts: (trial, place) => progress?.trialStarts(trial, place),
    trialEnded: (trial, outcome) => progress?.trialEnded(trial, outcome),
    countsSystemCalls: (trial) => progress?.countsSystemCalls(trial),
    queuedAgain: (trial) => progress?.queuedAgain(trial),
    blockEnded: (block, rows) => progress?.blockEnded(block, rows),
  };
  return { observer, stop: () => progress?.stop() };
}
