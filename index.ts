/** The public names of the library, for use from a script: everything but the nodes. */
export * from './lib';
