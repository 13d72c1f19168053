// Which child is passed the next connection: the first free one in the array, and none that has left or ended.
import type { ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import test from 'ava';
import { FreeChildren } from '../../src/serving/free-children.js';

class StandIn extends EventEmitter {
  readonly told: unknown[] = [];
  send = (message: unknown) => this.told.push(message) > 0;
  says = (type: string) => this.emit('message', { type });
}

function crewOf(count: number) {
  const stopping = new AbortController();
  const children = new FreeChildren(stopping.signal);
  const standIns = Array.from({ length: count }, () => new StandIn());
  for (const [index, child] of standIns.entries()) children.watch(index + 1, child as unknown as ChildProcess);
  const firstSlot = async () => (await children.first())?.slot;
  return { stopping, children, standIns: standIns as [StandIn, StandIn, StandIn], firstSlot };
}

test('the first of those that are free, whichever became free last', async (t) => {
  const { children, standIns, firstSlot } = crewOf(3);
  for (const child of [...standIns].reverse()) child.says('free');
  t.is(await firstSlot(), 1);
  children.take(1);
  t.is(await firstSlot(), 2);
  standIns[0].says('free');
  t.is(await firstSlot(), 1);
});

test('one that leaves is told when nothing more is on its way; one that ended is forgotten', async (t) => {
  const { standIns, firstSlot } = crewOf(3);
  for (const child of standIns) child.says('free');
  standIns[0].says('leaving');
  t.deepEqual(standIns[0].told, [{ type: 'released' }]);
  standIns[1].emit('exit', null, 'SIGKILL');
  t.is(await firstSlot(), 3);
});

test('who asks while all are busy waits for one, or for the end', async (t) => {
  const { stopping, children, standIns, firstSlot } = crewOf(3);
  const waiting = firstSlot();
  standIns[1].says('free');
  t.is(await waiting, 2);
  children.take(2);
  const inVain = firstSlot();
  stopping.abort();
  t.is(await inVain, undefined);
});
