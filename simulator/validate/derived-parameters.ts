import type { z } from 'zod';
import { backgroundMarket, defaultBackgroundMarket } from '../background/parameters.ts';
import {
  defaultRequesterBehaviour,
  defaultWorkerBehaviour,
  requesterBehaviour,
  workerBehaviour,
} from '../behaviours/parameters.ts';
import { populationParameters } from '../population/parameters.ts';
import { defaultParameters } from '../population/presets.ts';

/** A parameter whose level no source gives: it was set so that the targets that it names come out. */
export interface DerivedParameter {
  readonly name: string;
  readonly value: string;
  readonly about: string;
}

/** Lists and records longer than this are told by their name alone. */
const valueLengthMax = 60;

/** All parameters whose description says that they were derived or calibrated, or that nothing was published. */
export function derivedParameters(): DerivedParameter[] {
  return [
    ...from('population', populationParameters, defaultParameters),
    ...from('workers', workerBehaviour, defaultWorkerBehaviour),
    ...from('requesters', requesterBehaviour, defaultRequesterBehaviour),
    ...from('background', backgroundMarket, defaultBackgroundMarket),
  ];
}

function from(part: string, { shape }: z.ZodObject, values: object): DerivedParameter[] {
  return Object.entries(shape).flatMap(([name, schema]) => {
    const about = (schema as z.ZodType).description ?? '';
    if (!/derived|nothing published|set so that|suggestion/i.test(about)) return [];
    const value = JSON.stringify((values as Record<string, unknown>)[name]).replaceAll('"', '');
    return [{ name: `${part}.${name}`, value: value.length > valueLengthMax ? '…' : value, about }];
  });
}
