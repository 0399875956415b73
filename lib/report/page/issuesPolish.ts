import type { IssueWords } from './issueWords';

export const POLISH_ISSUES: IssueWords = {
	AMBIGUOUS_DECIMAL: ['Nie wiadomo, czy znak oddziela tysiące, czy ułamek', "Ustaw 'Decimal Separator'."],
	CANCELLED: ['Import zatrzymano przed tym wierszem', 'Uruchom go ponownie.'],
	CANNOT_REMOVE: ['System docelowy nie potrafi usuwać klientów, więc dodany klient pozostał', 'Usuń go tam.'],
	CELL_ERROR: ['Komórka zawiera błąd arkusza', 'Popraw formułę w arkuszu.'],
	CHANGED_MEANWHILE: ['W czasie importu ktoś inny zmieniał tego klienta', 'Uruchom import ponownie.'],
	CHANGED_SINCE: [
		'Zmieniono po imporcie i pozostawiono',
		'Sprawdź klienta i w razie potrzeby popraw go na miejscu.',
	],
	CLOCK_CHANGE: [
		'O tej godzinie zmieniono czas, więc podana nie istnieje albo istnieje dwa razy',
		'Sprawdź czas albo wyeksportuj go z przesunięciem względem UTC.',
	],
	CONSENT_KEPT: [
		'Klient odmówił, a wiersz nie dowodzi nowszej zgody',
		'Jeśli zgoda jest nowsza, zmapuj jej czas.',
	],
	CONTROL_CHARACTER: ['Usunięto znaki sterujące'],
	CURRENCY_LEFT_OUT: ['Pominięto walutę kwoty'],
	DUPLICATE_IN_FILE: ['Ten sam klient jest w pliku więcej niż raz'],
	EXCEL_SCIENTIFIC: [
		'Arkusz zastąpił cyfry wykładnikiem i są stracone',
		'Sformatuj kolumnę w arkuszu jako tekst i wyeksportuj ponownie.',
	],
	EXISTING_CUSTOMER: ['Klient już istnieje i pozostał bez zmian'],
	EXTENSION_LEFT_OUT: ['Pominięto numer wewnętrzny'],
	EXTRA_VALUES: ['Komórka zawiera kilka wartości, a pole zachowuje pierwszą'],
	FORMULA_GUARD: [
		'Zdjęto apostrof chroniący przed formułami',
		"Wyłącz 'Formula Guard', jeśli należy do tekstu.",
	],
	FORMULA_IN_TEXT: [
		'Tekst jest formułą, którą arkusz by wykonał',
		"Wpisz jej wynik albo ustaw 'Formulas' na keep lub clean.",
	],
	FORMULA_WITHOUT_VALUE: ['Formuła nie ma zapisanej wartości', 'Otwórz plik w arkuszu i zapisz go raz.'],
	GONE_SINCE: ['Klienta usunięto po imporcie'],
	IDENTIFIERS_DISAGREE: [
		'Identyfikatory wiersza należą do różnych klientów',
		'Sprawdź, o którego klienta chodzi, i połącz ich, jeśli to jedna osoba.',
	],
	IDENTIFIER_TAKEN: [
		'Identyfikator z wiersza należy do innego klienta',
		'Popraw wartość albo nie używaj jej jako identyfikatora, jeśli jest wspólna.',
	],
	INVALID_CONSENT: ['Zgoda nie jest ani „tak”, ani „nie”', 'Wpisz „tak” albo „nie”.'],
	INVALID_DATE: ['To nie jest data', 'Zapisz ją jako 2022-09-30 albo 30.09.2022 10:09.'],
	INVALID_EMAIL: ['To nie jest adres e-mail', 'Zapisz go jako nazwa@example.com.'],
	INVALID_NUMBER: ['To nie jest liczba'],
	INVALID_OPTION: ['Tej wartości nie ma wśród dozwolonych'],
	INVALID_PHONE: ['To nie jest numer telefonu', 'Zapisz go z prefiksem kraju: +48 501 228 855.'],
	INVALID_SUBSCRIPTION: [
		'Nie można zrozumieć subskrypcji',
		'Wpisz subscribed, unconfirmed, suspended albo unsubscribed.',
	],
	LONG_ROW: ['Wiersz ma więcej komórek niż nagłówek'],
	LOOKALIKE_DOMAIN: [
		'Domena wygląda jak znana, ale jest inna',
		'Sprawdź w niej litery ze znakami diakrytycznymi.',
	],
	MAY_EXIST: [
		'Import przerwano w chwili zapisu tego klienta, a nie ma po czym go wyszukać, więc nie zapisano go ponownie',
		'Poszukaj klienta w systemie docelowym; jeśli go tam nie ma, zaimportuj sam ten wiersz.',
	],
	MIXED_DATE_FORMAT: ['Data jest zapisana inaczej niż pozostałe w pliku', 'Zapisz wszystkie daty jednakowo.'],
	MIXED_DATE_ORDER: [
		'Kolumna miesza kolejność dnia i miesiąca',
		'Zapisz wszystkie daty w jednej kolejności.',
	],
	MOJIBAKE: ['Tekst wygląda na dwukrotnie zdekodowany', 'Wyeksportuj go ponownie jako UTF-8.'],
	NOT_FOUND: ['Takiego klienta nie ma, a import tylko zmienia istniejących'],
	NOT_REACHED: ['Import zatrzymał się przed tym wierszem', 'Wznów go albo uruchom ponownie.'],
	NOT_UNIQUE: [
		'Wartość musi być niepowtarzalna, a ma ją wcześniejszy wiersz',
		'Popraw ją albo połącz wiersze.',
	],
	NO_COUNTRY_PREFIX: ['Numer telefonu nie ma prefiksu kraju', "Dopisz prefiks albo ustaw 'Default Country'."],
	NO_IDENTIFIER: [
		'Wiersz nie zawiera minimalnych danych klienta',
		"Uzupełnij identyfikator albo zmień 'Minimum Customer Data'.",
	],
	NO_KEY: ['Wiersz nie ma nic, po czym można rozpoznać klienta'],
	PLACEHOLDER: ['Wartość oznacza „brak” i została pominięta'],
	PLAN_CHANGED_CUSTOMER: [
		'Klient zmienił się od czasu planu, więc wiersz zaplanowano ponownie',
		'Sprawdź tego klienta.',
	],
	POSSIBLE_DUPLICATE: [
		'Wiersz wygląda na tego samego klienta co inny',
		'Porównaj wiersze i nadaj im ten sam identyfikator, jeśli to jeden klient.',
	],
	PRECISION_LOST: [
		'Liczba ma więcej cyfr, niż zachowuje arkusz; ostatnie są stracone',
		'Sformatuj kolumnę jako tekst i wpisz wartość ponownie.',
	],
	PREFIX_ASSUMED: ['Numer bez plusa odczytano jako międzynarodowy', 'Zapisz go z plusem i prefiksem kraju.'],
	REMOVAL_REFUSED: [
		'System docelowy nie pozwolił usunąć klienta, więc dodany klient pozostał',
		'Usuń tam to, co się do niego odnosi, a potem klienta.',
	],
	REQUIRED_EMPTY: ['Wymagane pole jest puste', 'Uzupełnij je.'],
	SEVERAL_CUSTOMERS: ['Ten identyfikator ma więcej niż jeden klient', 'Najpierw połącz tych klientów.'],
	SHARED_VALUE: ['Tę wartość ma wiele różnych wierszy'],
	SHORT_ROW: ['Wiersz ma mniej komórek niż nagłówek'],
	SPECIAL_CHARACTER: [
		'Tekst zawiera znaki specjalne',
		"Zapisz go bez nich albo ustaw 'Special Characters' na keep lub clean.",
	],
	STOPPED_BY_LIMIT: [
		'Import zatrzymał się przed tym wierszem na ustawionym limicie',
		'Sprawdź raport. Jeśli wszystko się zgadza, podnieś limit i wznów import.',
	],
	TOO_LONG: ['Wartość jest za długa'],
	UNKNOWN_OUTCOME: [
		'System docelowy nie potwierdził zapisu klienta',
		'Uruchom import ponownie: przed zapisem sprawdza każdego klienta.',
	],
	WRITE_FAILED: ['System docelowy odrzucił klienta'],
};
