create sequence if not exists claim_ids start with 1 increment by 100;
create sequence if not exists alert_ids start with 1 increment by 10;

create table if not exists claim (
  id bigint primary key,
  customer varchar(80) not null,
  claim_number varchar(40) not null,
  payer varchar(40) not null,
  procedure_code char(5) not null,
  submitted date not null,
  decided date not null,
  outcome varchar(10) not null,
  billed bigint not null,
  paid bigint not null,
  denial_code varchar(20),
  constraint claim_once unique (customer, claim_number)
);

create index if not exists claim_decided on claim (customer, decided);

create table if not exists alert (
  id bigint primary key,
  product varchar(20) not null,
  customer varchar(80) not null,
  subject varchar(200) not null,
  severity_level varchar(10) not null,
  as_of date not null,
  created timestamp(6) with time zone not null,
  state varchar(10) not null
);

create index if not exists alert_subject on alert (customer, product, subject);
