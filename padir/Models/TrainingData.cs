using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Gmlm.Padir.ControlledPair;
using Gmlm.Padir.Corpora;
using Gmlm.Padir.Training;

namespace Gmlm.Padir.Models;

/// <summary>What a recipe trains on, as token ids without ends.</summary>
/// <param name="Training">Sources and targets.</param>
/// <param name="Validation">Held out.</param>
/// <param name="MoreSources">Sources for training that have no targets until a teacher has translated them.</param>
public sealed record TrainingData(
    IReadOnlyList<(int[] Source, int[] Target)> Training,
    IReadOnlyList<(int[] Source, int[] Target)> Validation,
    IReadOnlyList<int[]> MoreSources)
{
    /// <summary>Of a recipe, before any distillation.</summary>
    /// <param name="recipe">Names the data.</param>
    /// <param name="language">Encodes it.</param>
    /// <param name="corpora">Where named corpora come from.</param>
    /// <exception cref="CorpusException">There is no such corpus, or it cannot be had.</exception>
    public static TrainingData Of(Recipe recipe, Language language, CorpusLibrary corpora)
    {
        if (recipe.IsControlled)
        {
            var pairs = new PairCorpus(new ControlledGrammar(recipe.PairSeed), recipe.PairSeed);
            return new TrainingData(
                Made(pairs, PairSplit.Train, recipe.Pairs), Made(pairs, PairSplit.Validation, recipe.ValidationPairs), []);
        }

        var direction = Direction.Parse(recipe.Direction!);
        int[][] more = recipe.MoreSources is { } texts ? [.. corpora.Texts(texts, direction.Source).Sentences.Select(language.Encode)] : [];
        return new TrainingData(
            Encoded(corpora.Load(recipe.Data, "train", direction), language),
            Encoded(corpora.Load(recipe.Data, "val", direction), language),
            more);
    }

    /// <summary>All sources: those of the training pairs, those without targets, and those held out.</summary>
    public IReadOnlyList<int[]> Sources =>
        [.. Training.Select(pair => pair.Source), .. MoreSources, .. Validation.Select(pair => pair.Source)];

    /// <summary>
    /// The same sources with a teacher's translations as targets; those held out too, so that the best state is chosen by what is trained
    /// for.
    /// </summary>
    /// <param name="targets">One for each of <see cref="Sources"/>; where it is empty, there is no such pair.</param>
    public TrainingData Distilled(IReadOnlyList<int[]> targets)
    {
        static (int[], int[])[] Translated(IEnumerable<(int[] Source, int[] Target)> pairs) =>
            [.. pairs.Where(pair => pair.Target.Length > 0)];
        (int[], int[])[] pairs = [.. Sources.Zip(targets)];
        return new TrainingData(Translated(pairs[..^Validation.Count]), Translated(pairs[^Validation.Count..]), []);
    }

    /// <summary>SHA-256 over examples: lengths and ids.</summary>
    public static string Sha256(params IEnumerable<Example>[] sets)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var example in sets.SelectMany(set => set))
        {
            hash.AppendData(
                MemoryMarshal.AsBytes<int>((int[])[example.Source.Length, .. example.Source, example.Target.Length, .. example.Target]));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static (int[], int[])[] Made(PairCorpus corpus, PairSplit split, int count) =>
        [
            .. Enumerable.Range(0, count).AsParallel().AsOrdered()
                .Select(i => corpus.Pair(split, i))
                .Select(pair => (pair.Source, pair.Target)),
        ];

    private static (int[], int[])[] Encoded(ParallelText text, Language language) =>
        [.. text.Pairs.Select(pair => (language.Encode(pair.Source), language.Encode(pair.Target)))];
}
