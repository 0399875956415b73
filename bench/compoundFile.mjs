const SECTOR = 512;
const FAT_ENTRIES = SECTOR / 4;
const HEADER_TABLES = 109;
const MARK = { table: 0xfffffffd, moreTables: 0xfffffffc, end: 0xfffffffe, free: 0xffffffff };

/**
 * A compound file ([MS-CFB]) with one stream of more than 4 KB.
 * @param {string} name
 * @param {Buffer} stream
 * @returns {Buffer}
 */
export function compoundFile(name, stream) {
	const size = layout(Math.ceil(stream.length / SECTOR));
	const file = Buffer.alloc((1 + size.all) * SECTOR);
	writeHeader(file, size);
	stream.copy(file, SECTOR);
	writeDirectory(file, (1 + size.data) * SECTOR, name, stream.length);
	writeTable(file, size);
	writeMoreTables(file, size);
	return file;
}

/** How many sectors of each kind: the data, one of the directory, the table, and the list of the table's sectors. */
function layout(data) {
	let tables = 1;
	let more = 0;
	for (;;) {
		const all = data + 1 + tables + more;
		const tablesNeeded = Math.ceil(all / FAT_ENTRIES);
		const moreNeeded = Math.max(0, Math.ceil((tablesNeeded - HEADER_TABLES) / (FAT_ENTRIES - 1)));
		if (tablesNeeded === tables && moreNeeded === more) return { data, tables, more, all };
		tables = tablesNeeded;
		more = moreNeeded;
	}
}

function writeHeader(file, { data, tables, more }) {
	file.write('d0cf11e0a1b11ae1', 'hex');
	for (const [at, value] of [
		[24, 0x3e],
		[26, 3],
		[28, 0xfffe],
		[30, 9],
		[32, 6],
	])
		file.writeUInt16LE(value, at);
	for (const [at, value] of [
		[44, tables],
		[48, data],
		[56, 4096],
		[60, MARK.end],
		[68, more > 0 ? data + 1 + tables : MARK.end],
		[72, more],
	])
		file.writeUInt32LE(value, at);
	for (let index = 0; index < HEADER_TABLES; index++)
		file.writeUInt32LE(index < tables ? data + 1 + index : MARK.free, 76 + index * 4);
}

function writeDirectory(file, at, name, size) {
	writeEntry(file, at, { name: 'Root Entry', type: 5, child: 1, start: MARK.end, size: 0 });
	writeEntry(file, at + 128, { name, type: 2, child: MARK.free, start: 0, size });
}

function writeEntry(file, at, { name, type, child, start, size }) {
	file.write(name, at, 'utf16le');
	file.writeUInt16LE((name.length + 1) * 2, at + 64);
	file[at + 66] = type;
	file[at + 67] = 1;
	file.writeUInt32LE(MARK.free, at + 68);
	file.writeUInt32LE(MARK.free, at + 72);
	file.writeUInt32LE(child, at + 76);
	file.writeUInt32LE(start, at + 116);
	file.writeUInt32LE(size, at + 120);
}

function writeTable(file, { data, tables, more, all }) {
	const start = (1 + data + 1) * SECTOR;
	for (let sector = 0; sector < tables * FAT_ENTRIES; sector++)
		file.writeUInt32LE(followerOf(sector, { data, tables, more, all }), start + sector * 4);
}

function followerOf(sector, { data, tables, all }) {
	if (sector < data - 1) return sector + 1;
	if (sector <= data) return MARK.end;
	if (sector < data + 1 + tables) return MARK.table;
	return sector < all ? MARK.moreTables : MARK.free;
}

function writeMoreTables(file, { data, tables, more }) {
	const first = data + 1 + tables;
	for (let list = 0; list < more; list++) {
		const at = (1 + first + list) * SECTOR;
		for (let index = 0; index < FAT_ENTRIES - 1; index++) {
			const table = HEADER_TABLES + list * (FAT_ENTRIES - 1) + index;
			file.writeUInt32LE(table < tables ? data + 1 + table : MARK.free, at + index * 4);
		}
		file.writeUInt32LE(list + 1 < more ? first + list + 1 : MARK.end, at + SECTOR - 4);
	}
}
