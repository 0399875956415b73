/** ISO 3166-1: alpha-3 code and alpha-2 code of each country, in pairs. */
export const ALPHA3_PAIRS =
	'AFGAF ALAAX ALBAL DZADZ ASMAS ANDAD AGOAO AIAAI ATAAQ ATGAG ARGAR ARMAM ABWAW AUSAU AUTAT AZEAZ BHSBS BHRBH BGDBD BRBBB BLRBY BELBE BLZBZ BENBJ ' +
	'BMUBM BTNBT BOLBO BESBQ BIHBA BWABW BVTBV BRABR IOTIO BRNBN BGRBG BFABF BDIBI CPVCV KHMKH CMRCM CANCA CYMKY CAFCF TCDTD CHLCL CHNCN CXRCX CCKCC ' +
	'COLCO COMKM COGCG CODCD COKCK CRICR CIVCI HRVHR CUBCU CUWCW CYPCY CZECZ DNKDK DJIDJ DMADM DOMDO ECUEC EGYEG SLVSV GNQGQ ERIER ESTEE SWZSZ ETHET ' +
	'FLKFK FROFO FJIFJ FINFI FRAFR GUFGF PYFPF ATFTF GABGA GMBGM GEOGE DEUDE GHAGH GIBGI GRCGR GRLGL GRDGD GLPGP GUMGU GTMGT GGYGG GINGN GNBGW GUYGY ' +
	'HTIHT HMDHM VATVA HNDHN HKGHK HUNHU ISLIS INDIN IDNID IRNIR IRQIQ IRLIE IMNIM ISRIL ITAIT JAMJM JPNJP JEYJE JORJO KAZKZ KENKE KIRKI PRKKP KORKR ' +
	'KWTKW KGZKG LAOLA LVALV LBNLB LSOLS LBRLR LBYLY LIELI LTULT LUXLU MACMO MDGMG MWIMW MYSMY MDVMV MLIML MLTMT MHLMH MTQMQ MRTMR MUSMU MYTYT MEXMX ' +
	'FSMFM MDAMD MCOMC MNGMN MNEME MSRMS MARMA MOZMZ MMRMM NAMNA NRUNR NPLNP NLDNL NCLNC NZLNZ NICNI NERNE NGANG NIUNU NFKNF MKDMK MNPMP NORNO OMNOM ' +
	'PAKPK PLWPW PSEPS PANPA PNGPG PRYPY PERPE PHLPH PCNPN POLPL PRTPT PRIPR QATQA REURE ROURO RUSRU RWARW BLMBL SHNSH KNAKN LCALC MAFMF SPMPM VCTVC ' +
	'WSMWS SMRSM STPST SAUSA SENSN SRBRS SYCSC SLESL SGPSG SXMSX SVKSK SVNSI SLBSB SOMSO ZAFZA SGSGS SSDSS ESPES LKALK SDNSD SURSR SJMSJ SWESE CHECH ' +
	'SYRSY TWNTW TJKTJ TZATZ THATH TLSTL TGOTG TKLTK TONTO TTOTT TUNTN TURTR TKMTM TCATC TUVTV UGAUG UKRUA AREAE GBRGB USAUS UMIUM URYUY UZBUZ VUTVU ' +
	'VENVE VNMVN VGBVG VIRVI WLFWF ESHEH YEMYE ZMBZM ZWEZW';

/** Names that people use and the Unicode locale data has not, with their code. */
export const OTHER_COUNTRY_NAMES: Readonly<Record<string, string>> = {
	'United States of America': 'US',
	America: 'US',
	'Stany Zjednoczone Ameryki': 'US',
	'Estados Unidos de América': 'US',
	"États-Unis d'Amérique": 'US',
	'EE.UU.': 'US',
	EUA: 'US',
	ABD: 'US',
	США: 'US',
	美国: 'US',
	UK: 'GB',
	'Great Britain': 'GB',
	Britain: 'GB',
	England: 'GB',
	Scotland: 'GB',
	Wales: 'GB',
	'Northern Ireland': 'GB',
	'Zjednoczone Królestwo': 'GB',
	Anglia: 'GB',
	Großbritannien: 'GB',
	Англия: 'GB',
	İngiltere: 'GB',
	Holland: 'NL',
	Niderlandy: 'NL',
	'The Netherlands': 'NL',
	'Czech Republic': 'CZ',
	'Republika Czeska': 'CZ',
	'Česká republika': 'CZ',
	'Russian Federation': 'RU',
	'Federacja Rosyjska': 'RU',
	'Российская Федерация': 'RU',
	РФ: 'RU',
	'Republic of Korea': 'KR',
	Korea: 'KR',
	Turkey: 'TR',
	'Republic of Poland': 'PL',
	'Rzeczpospolita Polska': 'PL',
	'Bundesrepublik Deutschland': 'DE',
	'Federal Republic of Germany': 'DE',
	"People's Republic of China": 'CN',
	'P.R. China': 'CN',
	中华人民共和国: 'CN',
	中国大陆: 'CN',
	'Viet Nam': 'VN',
	'Ivory Coast': 'CI',
	Macedonia: 'MK',
	Burma: 'MM',
	'Cape Verde': 'CV',
	Swaziland: 'SZ',
	Vatican: 'VA',
	Macau: 'MO',
	'Hong Kong SAR': 'HK',
	'Republic of Ireland': 'IE',
	Moldova: 'MD',
	Białoruś: 'BY',
	Byelorussia: 'BY',
};
