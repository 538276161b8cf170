/** The sample business: Harbor & Pine Studio designs and fits out shops, practices and offices. */

export interface SeedContact {
  first: string;
  last: string;
  email: string;
  company: string;
  city: string;
}

function contact(first: string, last: string, email: string, company: string, city: string): SeedContact {
  return { first, last, email, company, city };
}

/** Contacts whose e-mail QuickBooks knows as a customer's. */
export const knownContacts: readonly SeedContact[] = [
  contact("Ada", "Okoye", "ada@northwind.example", "Northwind Robotics", "Oakland"),
  contact("Tom", "Brandt", "tom@brandtcafe.example", "Brandt Café", "Berkeley"),
  contact("Priya", "Raman", "priya@lumenlabs.example", "Lumen Labs", "San Francisco"),
  contact("Luis", "Ortega", "luis@ortegalaw.example", "Ortega Law", "San José"),
  contact("Hannah", "Weiss", "hannah@weissdental.example", "Weiss Dental", "Palo Alto"),
  contact("Marcus", "Lee", "marcus@leefitness.example", "Lee Fitness", "Fremont"),
  contact("Sofia", "Rossi", "sofia@rossibakery.example", "Rossi Bakery", "Sausalito"),
  contact("Noah", "Kim", "noah@kimtech.example", "Kim Tech", "Sunnyvale"),
  contact("Grace", "Adeyemi", "grace@adeyemiart.example", "Adeyemi Art", "Oakland"),
  contact("Ben", "Fisher", "ben@fishermarine.example", "Fisher Marine", "Alameda"),
  contact("Elena", "Petrova", "elena@petrovadesign.example", "Petrova Design", "San Mateo"),
  contact("Omar", "Haddad", "omar@haddadimports.example", "Haddad Imports", "Richmond"),
];

/** Contacts that QuickBooks does not know. */
export const newContacts: readonly SeedContact[] = [
  contact("Ingrid", "Solberg", "ingrid@fjordtea.example", "Fjord Tea House", "Mill Valley"),
  contact("Mateo", "Vargas", "mateo@vargasgrill.example", "Vargas Grill", "Napa"),
  contact("Yuki", "Sato", "yuki@satoeyewear.example", "Sato Eyewear", "San Francisco"),
  contact("Claire", "Dubois", "claire@maisonclaire.example", "Maison Claire", "Burlingame"),
  contact("Dev", "Malhotra", "dev@malhotracpa.example", "Malhotra CPA", "Santa Clara"),
  contact("Aisha", "Bello", "aisha@bellobooks.example", "Bello Books", "Oakland"),
  contact("Peter", "Lindqvist", "peter@lindqvistcycles.example", "Lindqvist Cycles", "Berkeley"),
  contact("Rosa", "Delgado", "rosa@delgadoflorals.example", "Delgado Florals", "Daly City"),
  contact("Sean", "Gallagher", "sean@gallagherbrew.example", "Gallagher Brewing", "Petaluma"),
  contact("Mina", "Farahani", "mina@saffronclinic.example", "Saffron Clinic", "Walnut Creek"),
  contact("Theo", "Novak", "theo@novakguitars.example", "Novak Guitars", "Emeryville"),
  contact("Leila", "Haidari", "leila@haidarirugs.example", "Haidari Rugs", "San Rafael"),
  contact("Jonas", "Keller", "jonas@kellerclimbing.example", "Keller Climbing", "San Rafael"),
  contact("Wen", "Zhang", "wen@fishermarine.example", "Fisher Marine", "Alameda"),
  contact("Carla", "Mendes", "carla@northwind.example", "Northwind Robotics", "Oakland"),
  contact("Hugo", "Steiner", "hugo@lumenlabs.example", "Lumen Labs", "San Francisco"),
  contact("Nadia", "Osei", "nadia@kimtech.example", "Kim Tech", "Sunnyvale"),
  contact("Patrick", "Doyle", "patrick@haddadimports.example", "Haddad Imports", "Richmond"),
  contact("Renée", "O’Hara", "renee@maisonclaire.example", "Maison Claire", "Burlingame"),
  contact("Samir", "Aziz", "samir@saffronclinic.example", "Saffron Clinic", "Walnut Creek"),
  contact("Vera", "Lombardi", "vera@rossibakery.example", "Rossi Bakery", "Sausalito"),
];

/** Contacts that cannot simply become customers: one has no e-mail, one has the name of a vendor. */
export const awkwardContacts = {
  withoutEmail: contact("Jules", "Moreau", "", "Moreau Ceramics", "Benicia"),
  vendorNamesake: contact("Bayside", "Upholstery", "orders@bayside-upholstery.example", "", "Vallejo"),
};

/** Where some companies are, and how they are called up; of the others only the city is known. */
export const companyPlaces: Readonly<Record<string, Record<string, string>>> = {
  "Northwind Robotics": { address: "1200 Harbor Bay Parkway", address2: "Building C", zip: "94502", phone: "+1 510 555 0140", website: "https://northwind.example" },
  "Brandt Café": { address: "2116 Allston Way", zip: "94704", phone: "+1 510 555 0151" },
  "Lumen Labs": { address: "455 Mission Bay Boulevard", address2: "Suite 300", zip: "94158", phone: "+1 415 555 0162" },
  "Ortega Law": { address: "88 West San Fernando Street", zip: "95113", phone: "+1 408 555 0173" },
  "Weiss Dental": { address: "320 University Avenue", zip: "94301", phone: "+1 650 555 0184" },
  "Rossi Bakery": { address: "14 Caledonia Street", zip: "94965", phone: "+1 415 555 0195" },
  "Bello Books": { address: "4920 Telegraph Avenue", zip: "94609" },
};

export interface SeedProduct {
  name: string;
  sku: string;
  price: string;
  kind: "service" | "non_inventory";
}

function product(name: string, sku: string, price: string, kind: SeedProduct["kind"]): SeedProduct {
  return { name, sku, price, kind };
}

/** Products that QuickBooks has too. */
export const products: readonly SeedProduct[] = [
  product("Design consultation", "DSN-100", "150.00", "service"),
  product("Site survey", "SRV-110", "95.00", "service"),
  product("Concept package", "CON-200", "1200.00", "service"),
  product("Detailed drawings", "DRW-210", "2400.00", "service"),
  product("Project management hour", "PMH-300", "85.00", "service"),
  product("Oak desk", "FUR-410", "640.00", "non_inventory"),
  product("Task chair", "FUR-420", "289.00", "non_inventory"),
  product("Acoustic panel", "FUR-430", "74.50", "non_inventory"),
  product("Pendant light", "LGT-510", "132.40", "non_inventory"),
  product("Installation hour", "INS-600", "68.00", "service"),
  product("Maintenance plan", "MNT-700", "199.00", "service"),
  product("Delivery", "DEL-800", "45.00", "service"),
];

/** A product that QuickBooks does not have. */
export const unknownProduct = product("Moss wall", "FUR-490", "860.00", "non_inventory");

/** A deal: its name, the e-mail of its contact, its stage, and the line items as `SKU x quantity`. */
export interface SeedDeal {
  name: string;
  email: string;
  stage: string;
  lines: string[];
}

function deal(name: string, email: string, stage: string, ...lines: string[]): SeedDeal {
  return { name, email, stage, lines };
}

/** A line may end in `-10%` (a discount of the price) or `-15` (an amount off each unit). */
export const deals: readonly SeedDeal[] = [
  deal("Reception refresh - Weiss Dental", "hannah@weissdental.example", "closedwon", "CON-200 x 1", "FUR-420 x 6", "INS-600 x 8"),
  deal("Counter and shelving - Rossi Bakery", "sofia@rossibakery.example", "closedwon", "DSN-100 x 4", "FUR-410 x 2", "DEL-800 x 1"),
  deal("Lab benches phase 1 - Lumen Labs", "priya@lumenlabs.example", "closedwon", "DRW-210 x 1", "FUR-410 x 8", "INS-600 x 16", "DEL-800 x 2"),
  deal("Gallery lighting - Adeyemi Art", "grace@adeyemiart.example", "closedwon", "LGT-510 x 12", "INS-600 x 6"),
  deal("Chart room desks - Fisher Marine", "ben@fishermarine.example", "closedwon", "FUR-410 x 3", "FUR-420 x 3", "DEL-800 x 1"),
  deal("Studio mirrors survey - Lee Fitness", "marcus@leefitness.example", "closedwon", "SRV-110 x 2", "DSN-100 x 3"),
  deal("Partner offices - Ortega Law", "luis@ortegalaw.example", "closedwon", "CON-200 x 2", "PMH-300 x 12"),
  deal("Espresso bar - Brandt Café", "tom@brandtcafe.example", "closedwon", "CON-200 x 1", "LGT-510 x 5", "INS-600 x 10"),
  deal("Optical displays - Sato Eyewear", "yuki@satoeyewear.example", "closedlost", "CON-200 x 1", "LGT-510 x 8"),
  deal("Taproom panels - Gallagher Brewing", "sean@gallagherbrew.example", "closedlost", "FUR-430 x 24"),
  deal("Showroom layout - Haidari Rugs", "leila@haidarirugs.example", "closedlost", "DSN-100 x 2"),
  deal("Robotics lab fit-out - Northwind Robotics", "ada@northwind.example", "contractsent", "DRW-210 x 1", "FUR-410 x 10", "FUR-420 x 10", "INS-600 x 24"),
  deal("Terrace pendant lights - Brandt Café", "tom@brandtcafe.example", "contractsent", "LGT-510 x 9", "INS-600 x 4"),
  deal("Acoustic upgrade - Lumen Labs", "priya@lumenlabs.example", "contractsent", "FUR-430 x 36", "INS-600 x 0.333", "DEL-800 x 1"),
  deal("Workshop lighting - Bayside Upholstery", "orders@bayside-upholstery.example", "contractsent", "LGT-510 x 10", "INS-600 x 5"),
  deal("Client lounge - Ortega Law", "luis@ortegalaw.example", "contractsent", "CON-200 x 1", "FUR-420 x 4 -10%", "PMH-300 x 2.5"),
  deal("Second surgery - Weiss Dental", "hannah@weissdental.example", "contractsent", "DRW-210 x 1", "PMH-300 x 6"),
  deal("Front desk - Lee Fitness", "marcus@leefitness.example", "contractsent", "FUR-410 x 1", "FUR-420 x 2", "DEL-800 x 1"),
  deal("Kiln showroom - Moreau Ceramics", "", "contractsent", "CON-200 x 1", "LGT-510 x 6"),
  deal("Shop window - Rossi Bakery", "sofia@rossibakery.example", "contractsent", "DSN-100 x 3", "LGT-510 x 4"),
  deal("Meeting rooms - Kim Tech", "noah@kimtech.example", "contractsent", "CON-200 x 1", "FUR-430 x 18", "INS-600 x 5.5"),
  deal("Storage and plinths - Adeyemi Art", "grace@adeyemiart.example", "contractsent", "DSN-100 x 2", "FUR-410 x 4"),
  deal("Green reception wall - Kim Tech", "noah@kimtech.example", "contractsent", "FUR-490 x 2", "INS-600 x 8"),
  deal("Annual maintenance - Fisher Marine", "ben@fishermarine.example", "contractsent", "MNT-700 x 12"),
  deal("Sample library - Petrova Design", "elena@petrovadesign.example", "contractsent", "SRV-110 x 1", "FUR-410 x 2 -15", "DEL-800 x 1"),
  deal("Warehouse office - Haddad Imports", "omar@haddadimports.example", "contractsent", "SRV-110 x 1", "FUR-420 x 8", "INS-600 x 6"),
  deal("Tea room concept - Fjord Tea House", "ingrid@fjordtea.example", "contractsent", "CON-200 x 1", "DSN-100 x 4"),
  deal("Test hall desks - Northwind Robotics", "carla@northwind.example", "decisionmakerboughtin", "FUR-410 x 6", "FUR-420 x 6"),
  deal("Bookshop reading corner - Bello Books", "aisha@bellobooks.example", "decisionmakerboughtin", "CON-200 x 1", "FUR-430 x 10", "LGT-510 x 3"),
  deal("Clinic waiting room - Saffron Clinic", "mina@saffronclinic.example", "decisionmakerboughtin", "CON-200 x 1", "FUR-420 x 12"),
  deal("Open plan acoustics - Kim Tech", "nadia@kimtech.example", "decisionmakerboughtin", "FUR-430 x 48", "INS-600 x 12"),
  deal("Private dining room - Vargas Grill", "mateo@vargasgrill.example", "decisionmakerboughtin", "DRW-210 x 1", "LGT-510 x 7"),
  deal("Guitar wall - Novak Guitars", "theo@novakguitars.example", "presentationscheduled", "DSN-100 x 2", "INS-600 x 6"),
  deal("Bouldering café - Keller Climbing", "jonas@kellerclimbing.example", "presentationscheduled", "CON-200 x 1", "FUR-410 x 3", "LGT-510 x 6"),
  deal("Boutique refresh - Maison Claire", "claire@maisonclaire.example", "presentationscheduled", "CON-200 x 1", "LGT-510 x 8"),
  deal("Import hall signage desk - Haddad Imports", "patrick@haddadimports.example", "presentationscheduled", "FUR-410 x 1", "DEL-800 x 1"),
  deal("Optics room - Lumen Labs", "hugo@lumenlabs.example", "presentationscheduled", "DRW-210 x 1", "SRV-110 x 1"),
  deal("Workbench row - Lindqvist Cycles", "peter@lindqvistcycles.example", "presentationscheduled", "FUR-410 x 4", "INS-600 x 4"),
  deal("Fitting rooms - Maison Claire", "renee@maisonclaire.example", "qualifiedtobuy", "DSN-100 x 3"),
  deal("Cold room counter - Delgado Florals", "rosa@delgadoflorals.example", "qualifiedtobuy", "SRV-110 x 1", "CON-200 x 1"),
  deal("Tax season pop-up desks - Malhotra CPA", "dev@malhotracpa.example", "qualifiedtobuy", "FUR-410 x 5", "FUR-420 x 5", "DEL-800 x 2"),
  deal("Pier office - Fisher Marine", "wen@fishermarine.example", "qualifiedtobuy", "SRV-110 x 2"),
  deal("Second oven line - Rossi Bakery", "vera@rossibakery.example", "qualifiedtobuy", "DSN-100 x 1", "DRW-210 x 1"),
  deal("Treatment rooms - Saffron Clinic", "samir@saffronclinic.example", "qualifiedtobuy", "CON-200 x 2"),
  deal("Exhibition stand - Petrova Design", "elena@petrovadesign.example", "qualifiedtobuy", "DSN-100 x 5", "LGT-510 x 4"),
  deal("Tasting bench - Gallagher Brewing", "sean@gallagherbrew.example", "appointmentscheduled", "DSN-100 x 1"),
  deal("Spectacle bar - Sato Eyewear", "yuki@satoeyewear.example", "appointmentscheduled", "DSN-100 x 1"),
  deal("Loading bay office - Haddad Imports", "omar@haddadimports.example", "appointmentscheduled", "SRV-110 x 1"),
  deal("Members' lounge - Lee Fitness", "marcus@leefitness.example", "appointmentscheduled", "DSN-100 x 2"),
  deal("Archive room - Ortega Law", "luis@ortegalaw.example", "appointmentscheduled", "SRV-110 x 1", "DSN-100 x 1"),
  deal("Sculpture yard - Adeyemi Art", "grace@adeyemiart.example", "appointmentscheduled", "DSN-100 x 2"),
];
