using System.CommandLine;
using System.Text;
using Gmlm.Padir.Corpora;
using Gmlm.Padir.Tokens;
using Gmlm.Reproduce.Commands.Options;
using Gmlm.Reproduce.Commands.Streams;

namespace Gmlm.Reproduce.Commands.Upkeep;

/// <summary>
/// <c>vocab [names…]</c>: trains the SentencePiece models of padir/vocab again, each on both sides of a corpus's training split. It uses
/// one thread and fixed file names (the model file records the names), so that the same corpus and SentencePiece version give the same
/// bytes.
/// </summary>
internal static class VocabCommand
{
    private const string Trainer = "spm_train";

    private static readonly Recipe[] Recipes =
    [
        new("multi30k-en-de", "multi30k", 6000), new("tatoeba-en-de", "tatoeba-en-de", 8000), new("ro-sts", "ro-sts", 6000),
    ];

    private sealed record Recipe(string Name, string Corpus, int Pieces);

    public static Command Create()
    {
        var names = new Argument<string[]>("names")
        {
            Description = $"of {string.Join(", ", Recipes.Select(recipe => recipe.Name))} (default: all)", Arity = ArgumentArity.ZeroOrMore,
        };
        var command = CorpusOptions.WithOptions(
            new Command("vocab", "Train the SentencePiece vocabularies of padir/vocab again") { names });
        command.SetAction((parse, cancellation) =>
            CorpusOptions.Guarded(() => Task.Run(() => Execute(parse, parse.GetValue(names)!, cancellation), CancellationToken.None)));
        return command;
    }

    private static int Execute(ParseResult parse, string[] names, CancellationToken cancellation)
    {
        Recipe[] selected = names.Length == 0 ? Recipes : [.. names.Distinct().Select(Find)];
        var trainer = Executable.Find(Trainer, Environment.GetEnvironmentVariable("PATH") ?? "")
            ?? throw UserError.Missing(
                $"{Trainer} is not on the PATH; install SentencePiece's command-line tools, on Debian and Ubuntu the package "
                + "sentencepiece");
        var library = new CorpusLibrary(CorpusOptions.Store(parse));
        var folder = Path.Combine(Repository.Find(null).Root, "padir", "vocab");
        foreach (var recipe in selected)
        {
            var vocabulary = Train(
                trainer, library.Load(recipe.Corpus, "train"), recipe, Path.Combine(folder, recipe.Name + ".model"), cancellation);
            Terminal.Line($"padir/vocab/{recipe.Name}.model: {vocabulary.Pieces} pieces, SHA-256 {vocabulary.Sha256}");
        }

        Terminal.Line("`make build` takes the new models into the program; checkpoints trained with others do not fit them");
        return ExitCode.Success;
    }

    private static Recipe Find(string name) => Recipes.FirstOrDefault(recipe => recipe.Name == name)
        ?? throw UserError.Usage(
            $"vocab: '{name}' is not a vocabulary; choose of {string.Join(", ", Recipes.Select(recipe => recipe.Name))}");

    private static Vocabulary Train(
        Executable trainer, ParallelText text, Recipe recipe, string destination, CancellationToken cancellation)
    {
        using var scratch = new ScratchFolder("vocab");
        var folder = scratch.Root;
        File.WriteAllLines(
            Path.Combine(folder, "text"),
            text.Pairs.Select(pair => pair.Source).Concat(text.Pairs.Select(pair => pair.Target)),
            new UTF8Encoding(false));
        var (code, output) = trainer.Run(
            folder,
            cancellation,
            "--input=text",
            $"--model_prefix={recipe.Name}",
            "--model_type=unigram",
            $"--vocab_size={recipe.Pieces}",
            "--character_coverage=1.0",
            $"--pad_id={Vocabulary.Pad}",
            $"--eos_id={Vocabulary.End}",
            $"--unk_id={Vocabulary.Unknown}",
            $"--bos_id={Vocabulary.Begin}",
            "--num_threads=1");
        var model = Path.Combine(folder, recipe.Name + ".model");
        if (code != 0 || !File.Exists(model))
        {
            throw UserError.Missing($"{Trainer} failed on {recipe.Corpus}: {output.TrimEnd().Split('\n')[^1]}");
        }

        var vocabulary = Vocabulary.Load(model);
        AtomicFile.Write(destination, File.ReadAllBytes(model));
        return vocabulary;
    }
}
