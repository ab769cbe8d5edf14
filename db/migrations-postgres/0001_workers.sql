CREATE TABLE "turns" (
	"name" text collate "C" PRIMARY KEY NOT NULL,
	"holder" text collate "C" NOT NULL,
	"held_until" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "workers" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"host" text collate "C" NOT NULL,
	"pid" bigint NOT NULL,
	"version" text collate "C" NOT NULL,
	"server" text collate "C" NOT NULL,
	"server_says" text collate "C" NOT NULL,
	"settings" text collate "C" NOT NULL,
	"clock_ahead_ms" bigint,
	"since" bigint NOT NULL,
	"seen_at" bigint NOT NULL
);
