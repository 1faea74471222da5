import { install } from '../install.ts';

// What the measuring itself costs.
install(() => ({ write: () => undefined }));
