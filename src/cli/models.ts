// `forkroad models`: what can be served with, on the map of processes and threads; or all that is said of one.
import { Argument, Command } from 'commander';
import { findModel, models, modelWords } from '../models/registry.js';
import { unknownWord } from './errors.js';
import { mapText } from './model-map.js';
import { modelText } from './model-text.js';
import { modelsDocument } from './models-document.js';

const fallbackColumns = 80;

export const command = new Command('models')
  .description('Show the models on the map {single, multi} process × {single, multi} thread; or tell of one of them.')
  .addArgument(new Argument('[model]', "a model's name or a quadrant's code"))
  .option('--json', 'as one JSON document')
  .action((word: string | undefined, { json }: { json?: boolean }) => {
    const model = word === undefined ? undefined : modelNamed(word);
    const document = () => `${JSON.stringify(modelsDocument(model ? [model] : models), null, 2)}\n`;
    const text = () => (model ? modelText(model) : mapText(process.stdout.columns ?? fallbackColumns));
    process.stdout.write(json ? document() : text());
  });

function modelNamed(word: string) {
  const model = findModel(word);
  if (!model) throw unknownWord('model', word, modelWords);
  return model;
}
