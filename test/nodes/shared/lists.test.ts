import { listedNames, listedValues } from '../../../nodes/shared/lists';

it.each([
	['', []],
	[' , ;\n ', []],
	['email', ['email']],
	['email, phone', ['email', 'phone']],
	['email;phone', ['email', 'phone']],
	[' email \n\n phone,city ; \r\n email ', ['email', 'phone', 'city', 'email']],
	['邮箱，手机；城市、公司', ['邮箱', '手机', '城市', '公司']],
])('names are listed with any separators: %j', (text, names) => {
	expect(listedNames(text)).toEqual(names);
});

it.each([
	['', []],
	['VIP, Gold, VIP', ['VIP', 'Gold']],
	['Sales, Europe; Sales, Asia', ['Sales, Europe', 'Sales, Asia']],
	['Sales, Europe\r\nR&D; Labs\n', ['Sales, Europe', 'R&D; Labs']],
	['1,5; 2,5', ['1,5', '2,5']],
	['北京，上海、广州', ['北京', '上海', '广州']],
	['Gdynia, Łódź\n', ['Gdynia', 'Łódź']],
])('values are listed with the strongest separator that is there: %j', (text, values) => {
	expect(listedValues(text)).toEqual(values);
});
