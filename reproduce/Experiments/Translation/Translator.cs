using Gmlm.Padir.Autoregressive;
using Gmlm.Padir.Decoding;
using Gmlm.Padir.Models;
using Gmlm.Reproduce.Harness;

namespace Gmlm.Reproduce.Experiments.Translation;

/// <summary>Translates a test set with the checkpoints. What was translated once in a run is not translated again for another table.</summary>
/// <param name="context">Has the checkpoints.</param>
/// <param name="test">What to translate.</param>
internal sealed class Translator(ExperimentContext context, TestSet test)
{
    /// <summary>The length penalty's α of a beam.</summary>
    public const double BeamAlpha = 1;

    /// <summary>Autoregressive translations; a beam of 1 is greedy.</summary>
    public SystemOutput Autoregressive(string model, int beam) => Once(model, $"beam {beam}", (translator, language) =>
    {
        var options = new AutoregressiveOptions { BeamWidth = beam, BrevityAlpha = beam > 1 ? BeamAlpha : null };
        var targets = translator.Autoregressive(Sources(language), options, cancel: context.Cancellation);
        return new SystemOutput(beam > 1 ? $"ar.beam{beam}" : "ar.greedy", beam > 1 ? $"AR, beam {beam}" : "AR, greedy", Texts(language, targets.Select(target => target.Tokens)), [.. targets.Select(target => target.Tokens)], [], test.References);
    });

    /// <summary>Parallel translations, traces kept.</summary>
    /// <param name="model">A parallel checkpoint.</param>
    /// <param name="name">Of the system, see <see cref="SystemOutput.Name"/>.</param>
    /// <param name="label">Of the system.</param>
    /// <param name="loop">The decoding loop.</param>
    public SystemOutput Parallel(string model, string name, string label, DecodingOptions loop) =>
        Once(model, $"{name} {loop}", (translator, language) => Parallel(translator, language, name, label, new ParallelSettings { Loop = loop }));

    /// <summary>Parallel translations with one choice made otherwise.</summary>
    /// <param name="model">A parallel checkpoint.</param>
    /// <param name="choice">Which.</param>
    /// <param name="loop">The decoding loop without it.</param>
    /// <param name="teacher">The autoregressive checkpoint that chooses among the candidates, where that is the choice.</param>
    public SystemOutput Parallel(string model, DecodingChoice choice, DecodingOptions loop, string teacher) => Once(model, $"{choice.System} {loop}", (translator, language) =>
    {
        using var rescorer = choice.Rescored ? context.Inputs.Model(teacher) : null;
        int[]? lengths = choice.GoldLengths ? [.. test.References.Select(text => language.Encode(text).Length)] : null;
        return Parallel(translator, language, choice.System, choice.Label, choice.Change(new ParallelSettings { Loop = loop, Rescorer = rescorer, Lengths = lengths }));
    });

    /// <summary>The headline decoding of a parallel checkpoint, at every step count of the tables.</summary>
    /// <param name="model">A parallel checkpoint.</param>
    /// <param name="name">Of the systems, before the step count.</param>
    /// <param name="label">Likewise.</param>
    public Dictionary<int, SystemOutput> BySteps(string model, string name, string label) => Together(SideBySide.Run(JobsBySteps(model, name, label)));

    /// <summary>The same as jobs, one for each of <see cref="HeadlineDecoding.Groups"/>.</summary>
    public IReadOnlyList<Func<SystemOutput[]>> JobsBySteps(string model, string name, string label) =>
        [.. HeadlineDecoding.Groups.Select(group => (Func<SystemOutput[]>)(() => Group(model, name, label, group)))];

    /// <summary>What these jobs gave, in the order of the step counts.</summary>
    public static Dictionary<int, SystemOutput> Together(IEnumerable<SystemOutput[]> groups) =>
        HeadlineDecoding.Groups.SelectMany(group => group).Zip(groups.SelectMany(outputs => outputs)).OrderBy(pair => pair.First).ToDictionary();

    private SystemOutput[] Group(string model, string name, string label, int[] group) => Once(model, $"{name} {string.Join(' ', group)}", (translator, language) =>
    {
        var settings = new ParallelSettings { Loop = HeadlineDecoding.Loop(group[^1], translator.Model.Config), Trace = true };
        var sentences = translator.Parallel(Sources(language), settings, group, context.Cancellation);
        return group.Zip(sentences, (steps, translated) => Output(language, $"{name}.s{steps}", $"{label}, {steps} iteration{(steps == 1 ? "" : "s")}", translated)).ToArray();
    });

    private SystemOutput Parallel(TranslationModel translator, Language language, string name, string label, ParallelSettings settings) =>
        Output(language, name, label, translator.Parallel(Sources(language), settings with { Trace = true }, context.Cancellation));

    private SystemOutput Output(Language language, string name, string label, DecodedSentence[] sentences) => new(
        name, label, Texts(language, sentences.Select(sentence => sentence.Best.Tokens)), [.. sentences.Select(sentence => sentence.Best.Tokens)], [.. sentences.Select(sentence => sentence.Best.Trace!)], test.References);

    private T Once<T>(string model, string how, Func<TranslationModel, Language, T> translate)
        where T : notnull =>
        context.Inputs.Once($"{test.Corpus} {test.Split} {test.Direction} {test.Sources.Count} {model} {how}", () =>
        {
            context.Cancellation.ThrowIfCancellationRequested();
            using var translator = context.Inputs.Model(model);
            return translate(translator, Language.Of(context.Inputs.Describe(model).Recipe));
        });

    private int[][] Sources(Language language) => [.. test.Sources.Select(language.Encode)];

    private static string[] Texts(Language language, IEnumerable<IReadOnlyList<int>> targets) => [.. targets.Select(tokens => language.Decode(tokens))];
}
