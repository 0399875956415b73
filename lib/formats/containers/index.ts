import type { Container } from './container';
import { gzip } from './gzip';
import { tar } from './tar';
import { zip } from './zip';

/** Everything that files come packed in. */
export const CONTAINERS: readonly Container[] = [zip, gzip, tar];
