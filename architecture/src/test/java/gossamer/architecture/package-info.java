/**
 * The rules of the house as tests: who may import whom, what the core may not call, how long a file
 * may be. Each rule is proved by a fixture or a snippet that breaks it.
 */
package gossamer.architecture;
