import { stopRunning } from './running';

export default async function stop(): Promise<void> {
	await stopRunning();
}
