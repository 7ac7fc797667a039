/** zod without what is not used, which its other face would bundle, and with messages in English. */
import { config } from 'zod/mini';
import en from 'zod/v4/locales/en.js';

config(en());

export * from 'zod/mini';
