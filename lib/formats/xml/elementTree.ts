/** What is known of all elements with one path, such as `customers/customer`. */
export interface ElementKind {
	readonly name: string;
	readonly parent: ElementKind | undefined;
	readonly children: Map<string, ElementKind>;
	/** How many there are. */
	count: number;
	/** How many values they hold themselves: attributes, and elements with nothing but text. */
	fields: number;
}

/** An element with so many values of its own is a record, also when records are inside it. */
const RECORD_FIELDS = 3;

/** A kind of element that was not met yet. */
export function makeKind(name: string, parent: ElementKind | undefined): ElementKind {
	return { name, parent, children: new Map(), count: 0, fields: 0 };
}

/** The names from the first element to this kind. */
export function pathOf(kind: ElementKind): string[] {
	return kind.parent === undefined ? [] : [...pathOf(kind.parent), kind.name];
}

/** All kinds below one. */
export function allKinds(kind: ElementKind): ElementKind[] {
	return [...kind.children.values()].flatMap((child) => [child, ...allKinds(child)]);
}

/**
 * The kind of element that is the record: of those that repeat the one that holds the most
 * values, or the one around it if that is a record itself. Where nothing repeats, the one
 * element that holds the most values.
 */
export function findRecordKind(root: ElementKind): ElementKind | undefined {
	const kinds = allKinds(root);
	const best = mostFields(kinds.filter(({ count, fields }) => count > 1 && fields > 0));
	if (best) return outermostRecord(best);
	return kinds.find(isListOfTexts) ?? mostFields(kinds);
}

function mostFields(kinds: readonly ElementKind[]): ElementKind | undefined {
	return kinds.toSorted((a, b) => b.fields - a.fields)[0];
}

function outermostRecord(kind: ElementKind): ElementKind {
	const enough = Math.min(RECORD_FIELDS, kind.fields / kind.count / 2);
	let outermost = kind;
	for (let { parent } = kind; parent?.parent; { parent } = parent) {
		if (parent.count > 1 && parent.fields / parent.count >= enough) outermost = parent;
	}
	return outermost;
}

/** Elements with nothing but text, which are all there is in the element around them. */
function isListOfTexts({ parent, children, count, fields }: ElementKind): boolean {
	return (
		count > 1 && children.size === 0 && parent?.children.size === 1 && parent.count === 1 && fields === 0
	);
}
