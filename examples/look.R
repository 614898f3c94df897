# A first look at the visits: two figures and one table from a release, with nothing but base R.
#
# Run it with `Rscript examples/look.R` from the folder that holds `data/processed`. The figures go to `figures/`.

dataset <- "data/processed"
figures <- "figures"
dir.create(figures, showWarnings = FALSE)

# Only the empty cell is missing: "NA" may be a name.
visits <- read.csv(
  file.path(dataset, "visits.csv"),
  na.strings = "", encoding = "UTF-8", stringsAsFactors = FALSE
)

# The file holds all travellers. Keep the heads of state and government, as the Python loader does.
heads <- c("head_of_state", "head_of_government", "both", "de_facto", "pope")
visits <- visits[visits$leader_role %in% heads, ]
visits$start_date <- as.Date(visits$start_date)
held <- visits[visits$status %in% c("completed", "ongoing"), ]
cat(
  nrow(visits), "visits,", nrow(held), "of them held, by",
  length(unique(visits$leader_id)), "leaders\n"
)

# Figure 1: visits per year. A date is as exact as sources tell it (start_precision); the year is right at any precision.
year <- as.integer(format(held$start_date, "%Y"))
year <- year[!is.na(year)]
per_year <- table(factor(year, levels = seq(min(year), max(year))))
png(file.path(figures, "visits-per-year.png"), width = 1400, height = 700, res = 160)
barplot(per_year, col = "#1f6286", border = NA, las = 2, main = "Visits held per year", ylab = "visits")
invisible(dev.off())

# Figure 2: how long they stay. duration_days is known only where both dates are known to the day.
days <- pmin(held$duration_days[!is.na(held$duration_days)], 10)
png(file.path(figures, "lengths.png"), width = 1400, height = 700, res = 160)
barplot(
  table(days), col = "#1f6286", border = NA,
  main = "Length of visits in days (10: ten or more)", xlab = "days", ylab = "visits"
)
invisible(dev.off())

# Table: who went where most often, with the share of visits that rest on more than one outlet.
known <- held[!is.na(held$leader_country), ]
pairs <- aggregate(
  cbind(visits = 1, several_sources = known$n_sources > 1),
  by = list(from = known$leader_country, to = known$host_country),
  FUN = sum
)
pairs$several_sources <- round(pairs$several_sources / pairs$visits, 2)
pairs <- pairs[order(-pairs$visits, pairs$from, pairs$to), ]
print(head(pairs, 10), row.names = FALSE)
