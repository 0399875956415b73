/**
 * Stands for packages whose names others only look up when they are asked for something that we never ask for:
 * logins of Azure and its key vaults in `tedious`. In the tests as in the bundle.
 */
module.exports = {};
