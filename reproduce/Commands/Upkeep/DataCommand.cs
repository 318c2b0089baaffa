using System.CommandLine;
using Gmlm.Padir.Corpora;
using Gmlm.Reproduce.Commands.Options;
using Gmlm.Reproduce.Commands.Streams;

namespace Gmlm.Reproduce.Commands.Upkeep;

/// <summary><c>data list | fetch | verify | show</c>: lists, fetches, checks and shows the corpora.</summary>
internal static class DataCommand
{
    private static readonly Option<string> Split = new("--split")
    {
        Description = "train, val, test, or the name of a test set; for texts, the language",
        DefaultValueFactory = _ => "train",
        HelpName = "NAME",
    };
    private static readonly Option<int?> Head = TypedOption.Number(
        "--head", "how many pairs to print", 0, int.MaxValue, "a number of pairs", usual: 10);
    private static readonly Option<string?> Towards = new("--direction")
    {
        Description = "for example en-de (default: the corpus's first; a folder needs it)", HelpName = "SRC-TGT",
    };

    public static Command Create()
    {
        var command = new Command("data", "List, fetch, verify and show the corpora");
        command.Add(
            Verb(
                "list",
                "List the corpora: languages, splits, size, licence, cached or not",
                null,
                (parse, _) => Task.FromResult(List(CorpusOptions.Store(parse)))));
        var names = Names();
        command.Add(
            Verb(
                "fetch",
                "Fetch corpora into the cache and check their SHA-256",
                names,
                (parse, cancellation) => Fetch(CorpusOptions.Store(parse), Selected(parse.GetValue(names)!), cancellation)));
        var checkedNames = Names();
        command.Add(
            Verb(
                "verify",
                "Check the SHA-256 of everything cached",
                checkedNames,
                (parse, _) => Task.FromResult(Verify(CorpusOptions.Store(parse), parse.GetValue(checkedNames)!))));
        var name = new Argument<string>("name")
        {
            Description = "a corpus of `data list`, or a folder with train.en and train.de, train.en-de.tsv, …",
        };
        var show = Verb(
            "show",
            "Print the first pairs of a split, source and target separated by a tab",
            name,
            (parse, _) => Task.FromResult(Show(parse, parse.GetValue(name)!)));
        Array.ForEach<Option>([Split, Head, Towards], show.Add);
        command.Add(show);
        return command;
    }

    private static Argument<string[]> Names() =>
        new("names") { Description = "corpora of `data list` (default: all)", Arity = ArgumentArity.ZeroOrMore };

    private static Command Verb(string name, string description, Argument? argument, Func<ParseResult, CancellationToken, Task<int>> action)
    {
        var command = CorpusOptions.WithOptions(new Command(name, description));
        if (argument is not null)
        {
            command.Add(argument);
        }

        command.SetAction((parse, cancellation) => CorpusOptions.Guarded(() => action(parse, cancellation)));
        return command;
    }

    private static IReadOnlyList<CatalogueEntry> Selected(string[] names) =>
        names.Length == 0 ? Catalogue.All : [.. names.Distinct().Select(Catalogue.Find)];

    private static int List(CorpusStore store)
    {
        var table = Terminal.Table("corpus", "what", "directions", "splits", "size", "licence", "state");
        foreach (var entry in Catalogue.All)
        {
            var splits = string.Join(
                ", ", [.. entry.Splits.Keys, .. entry.Texts?.Keys ?? [], .. (entry.Unpinned ?? []).Select(split => $"({split})")]);
            table.Row(
                entry.Name,
                entry.Title,
                entry.Directions.Count == 0 ? "–" : string.Join(", ", entry.Directions),
                splits,
                Size(entry.Bytes),
                entry.Licence,
                State(store, entry));
        }

        Terminal.Out.Write(table);
        Terminal.Line(
            $"cache {store.Places.Cache}; "
            + $"{(store.Places.Mirror is { } mirror ? $"mirror {mirror}" : "no mirror: files come from the network")}; splits in brackets "
            + "have no pinned checksum");
        foreach (var entry in Catalogue.All)
        {
            Terminal.Line($"{entry.Name}: {entry.Attribution}");
        }

        return ExitCode.Success;
    }

    private static string State(CorpusStore store, CatalogueEntry entry)
    {
        var states = entry.Files.Select(file => store.StateOf(entry, file)).ToArray();
        return states.Contains(FileState.Wrong) ? "WRONG CHECKSUM"
            : states.All(state => state == FileState.Right) ? "cached"
            : states.Contains(FileState.Right) ? $"{states.Count(state => state == FileState.Right)} of {states.Length} files cached"
            : "not cached";
    }

    private static async Task<int> Fetch(CorpusStore store, IReadOnlyList<CatalogueEntry> entries, CancellationToken cancellation)
    {
        foreach (var entry in entries)
        {
            var fetched = await FetchProgressBar.Watch(entry.Bytes, progress => store.FetchAsync(entry, progress, cancellation));
            var place = store.Places.Mirror ?? new Uri(entry.Address).Host;
            var how = fetched == 0 ? "was there" : $"{fetched} of {entry.Files.Count} files from {place}";
            Terminal.Line($"{entry.Name}: {how}, {Size(entry.Bytes)}, SHA-256 right");
        }

        return ExitCode.Success;
    }

    private static int Verify(CorpusStore store, string[] names)
    {
        var wrong = 0;
        foreach (var entry in Selected(names))
        {
            var damages = store.Damages(entry);
            foreach (var damage in damages)
            {
                Console.Error.WriteLine(damage);
            }

            wrong += damages.Count;
            var absent = entry.Files.Count(file => store.StateOf(entry, file) == FileState.Absent);
            Terminal.Line(
                $"{entry.Name}: {entry.Files.Count - absent - damages.Count} of {entry.Files.Count} files "
                + $"right{(absent > 0 ? $", {absent} not cached" : "")}{(damages.Count > 0 ? $", {damages.Count} wrong" : "")}");

            // A corpus that is named on the command line is expected to be cached, so its absence is an error.
            if (absent > 0 && names.Length > 0)
            {
                throw UserError.Missing(
                    $"{entry.Name}: {absent} files are not in the cache {store.Places.Cache}; first run `data fetch {entry.Name}`");
            }
        }

        return wrong == 0 ? ExitCode.Success : ExitCode.Missing;
    }

    private static int Show(ParseResult parse, string name)
    {
        var head = parse.GetValue(Head)!.Value;
        var library = new CorpusLibrary(CorpusOptions.Store(parse));
        if (Catalogue.All.Any(entry => entry.Name == name && entry.Texts is not null))
        {
            return Show(library.Texts(name, parse.GetValue(Split)!), head);
        }

        var direction = parse.GetValue(Towards) is { } towards ? Direction.Parse(towards) : (Direction?)null;
        var text = library.Load(name, parse.GetValue(Split)!, direction);

        Console.WriteLine(
            FormattableString.Invariant(
                $"# {text.Corpus} {text.Split} {text.Direction}: {text.Pairs.Count:#,0} pairs, {text.BySource().Count:#,0} sources"));
        foreach (var dropped in text.Dropped)
        {
            Console.WriteLine(
                FormattableString.Invariant($"# {dropped.Count:#,0} pair{(dropped.Count == 1 ? "" : "s")} left out: {dropped.Reason}"));
        }

        foreach (var (source, target) in text.Pairs.Take(head))
        {
            Console.WriteLine($"{source}\t{target}");
        }

        return ExitCode.Success;
    }

    private static int Show(MonolingualText text, int head)
    {
        Console.WriteLine(FormattableString.Invariant($"# {text.Corpus} {text.Language}: {text.Sentences.Count:#,0} sentences"));
        foreach (var dropped in text.Dropped)
        {
            Console.WriteLine(
                FormattableString.Invariant($"# {dropped.Count:#,0} sentence{(dropped.Count == 1 ? "" : "s")} left out: {dropped.Reason}"));
        }

        foreach (var sentence in text.Sentences.Take(head))
        {
            Console.WriteLine(sentence);
        }

        return ExitCode.Success;
    }

    private static string Size(long bytes) => FormattableString.Invariant($"{bytes / 1048576.0:0.0} MiB");
}
