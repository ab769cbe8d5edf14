CREATE TABLE "channel_settings" (
	"creditor" text collate "C" NOT NULL,
	"version" bigint NOT NULL,
	"hash" text collate "C" NOT NULL,
	"body" text collate "C" NOT NULL,
	"published_at" bigint NOT NULL,
	"published_by" text collate "C" NOT NULL,
	CONSTRAINT "channel_settings_creditor_version_pk" PRIMARY KEY("creditor","version")
);
