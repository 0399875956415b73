/** Unit, conformance and engine tests need nothing but Node; `test/e2e` needs the real n8n and is run by `npm test`. */
const shared = {
	testEnvironment: 'node',
	transform: { '\\.(ts|mjs)$': '<rootDir>/tools/esbuildTransform.cjs' },
	moduleFileExtensions: ['ts', 'mjs', 'js', 'cjs', 'json', 'node'],
	moduleNameMapper: { '^@azure/': '<rootDir>/tools/build/unused.cjs' },
	modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.cache/'],
};

module.exports = {
	projects: [
		{
			...shared,
			displayName: 'unit',
			testMatch: ['<rootDir>/test/(lib|nodes|project|corpora|credentials)/**/*.test.ts'],
			setupFilesAfterEnv: ['<rootDir>/test/setup/timeout.ts'],
		},
		{
			...shared,
			displayName: 'engine',
			testMatch: ['<rootDir>/test/engine/**/*.test.ts'],
			setupFilesAfterEnv: ['<rootDir>/test/setup/timeout.ts'],
		},
		{
			...shared,
			displayName: 'e2e',
			testMatch: ['<rootDir>/test/e2e/**/*.test.ts'],
			globalSetup: '<rootDir>/test/e2e/setup/start.ts',
			globalTeardown: '<rootDir>/test/e2e/setup/stop.ts',
			setupFilesAfterEnv: ['<rootDir>/test/e2e/setup/timeout.ts'],
		},
	],
};
