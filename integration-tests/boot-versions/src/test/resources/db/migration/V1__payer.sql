create table payer (id int primary key);
