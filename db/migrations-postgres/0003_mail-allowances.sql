CREATE TABLE "mail_allowances" (
	"account" text collate "C" NOT NULL,
	"minute" bigint NOT NULL,
	"used" bigint NOT NULL,
	CONSTRAINT "mail_allowances_account_minute_pk" PRIMARY KEY("account","minute")
);
