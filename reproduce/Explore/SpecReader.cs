using System.Text.Json;
using System.Text.RegularExpressions;
using Gmlm.Reproduce.Harness;
using Gmlm.Theory.Distributions;

namespace Gmlm.Reproduce.Explore;

/// <summary>
/// Reads a model from JSON, one of
/// <c>{"ising": {"fields": [h_i], "couplings": [[i, j, J_ij], …]}}</c>,
/// <c>{"clique": {"n", "clique", "coupling", "field"}}</c>,
/// <c>{"potts": {"q", "n", "couplings": [[i, j, J_ij], …], "fields": [[h_i(a)]]}}</c> and
/// <c>{"table": {"alphabet", "n", "weights"}}</c>, weights of the states in lexicographic order, the first position slowest. Positions count from 0;
/// every unordered pair stands once; a pair that is not named has J = 0, and Potts fields may be left out.
/// </summary>
public static class SpecReader
{
    // JSON has no such numbers, yet many programs write them.
    private static readonly Regex NotFinite = new(@"(?<=[\[,:\s])(NaN|-?Infinity)(?=[\],}\s])");

    private static readonly string[] Kinds = ["ising", "clique", "potts", "table"];

    /// <summary>The model in a file.</summary>
    /// <exception cref="UserError">No such file, not JSON, or not a model; the message names the field.</exception>
    public static Model ReadFile(string path)
    {
        try
        {
            return Read(Utf8File.Read(path), Path.GetFileName(path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw UserError.Usage($"--spec: cannot read {path}; give a JSON file that describes a model");
        }
    }

    /// <summary>The model in a text; <paramref name="name"/> begins every complaint.</summary>
    /// <exception cref="UserError">Not JSON, or not a model.</exception>
    public static Model Read(string text, string name)
    {
        try
        {
            // Quoted, they are read, so that the complaint names their field.
            var options = new JsonDocumentOptions { AllowDuplicateProperties = false };
            using var document = JsonDocument.Parse(NotFinite.Replace(text, "\"$1\""), options);
            return Read(new SpecField(document.RootElement, name));
        }
        catch (JsonException error)
        {
            throw UserError.Usage($"{name}: not JSON: {error.Message}");
        }
        catch (InvalidOperationException)
        {
            // Thrown for text that is JSON but no Unicode, such as "\ud800".
            throw UserError.Usage($"{name}: holds text that is not Unicode");
        }
    }

    private static Model Read(SpecField root)
    {
        var fields = root.Object([], Kinds);
        return fields.Count != 1 ? throw root.Wrong($"exactly one of {string.Join(", ", Kinds)} is expected, found {fields.Count}")
            : fields.Single() switch
            {
                { Key: "ising", Value: var field } => Ising(field),
                { Key: "clique", Value: var field } => Clique(field),
                { Key: "potts", Value: var field } => Potts(field),
                { Value: var field } => Table(field),
            };
    }

    private static IsingModel Ising(SpecField spec)
    {
        var fields = spec.Object(["fields", "couplings"]);
        double[] strengths = [.. fields["fields"].Array().Select(entry => entry.Strength())];
        RequireStates(fields["fields"], 2, strengths.Length);
        return new IsingModel(new Ising(strengths, Couplings(fields["couplings"], strengths.Length)));
    }

    private static CliqueModel Clique(SpecField spec)
    {
        var fields = spec.Object(["n", "clique", "coupling", "field"]);
        var length = fields["n"].Whole(1, Model.MaxCliqueLength);
        return new CliqueModel(length, fields["clique"].Whole(1, length), fields["coupling"].Strength(), fields["field"].Strength());
    }

    private static PottsModel Potts(SpecField spec)
    {
        var fields = spec.Object(["q", "n", "couplings"], "fields");
        var (alphabet, length) = (fields["q"].Whole(2, Model.MaxStates), fields["n"].Whole(1, Model.MaxStates));
        RequireStates(fields["n"], alphabet, length);
        var strengths = new double[length, alphabet];
        SpecField[] rows = fields.TryGetValue("fields", out var given) ? given.Array(length) : [];
        for (var i = 0; i < rows.Length; i++)
        {
            var row = rows[i].Array(alphabet);
            for (var a = 0; a < alphabet; a++)
            {
                strengths[i, a] = row[a].Strength();
            }
        }

        return new PottsModel(new Potts(strengths, Couplings(fields["couplings"], length)));
    }

    private static TableModel Table(SpecField spec)
    {
        var fields = spec.Object(["alphabet", "n", "weights"]);
        var (alphabet, length) = (fields["alphabet"].Whole(2, Model.MaxStates), fields["n"].Whole(1, Model.MaxStates));
        RequireStates(fields["n"], alphabet, length);
        var space = new StateSpace(alphabet, length);
        var given = fields["weights"].Array(space.Count);
        var weights = new double[space.Count];
        for (var index = 0; index < given.Length; index++)
        {
            var weight = given[index].Number();
            weights[State(space, index)] = weight >= 0 ? weight : throw given[index].Wrong($"weights are not negative, found {given[index].Raw}");
        }

        // By the largest, so that no sum of large weights overflows.
        var largest = weights.Max();
        if (!(largest > 0))
        {
            throw fields["weights"].Wrong("some weight must be positive");
        }

        var table = FiniteDistribution.FromWeights(space, [.. weights.Select(weight => weight / largest)]);
        var underflows = Enumerable.Range(0, space.Count).Any(x => weights[x] > 0 && table[x] < FiniteDistribution.LeastResolved);
        return new TableModel(table, underflows);
    }

    /// <summary>The state with place <paramref name="index"/> in lexicographic order: the last position varies fastest there, the first in a <see cref="StateSpace"/>.</summary>
    internal static int State(StateSpace space, int index)
    {
        var state = 0;
        for (var i = space.Length - 1; i >= 0; i--, index /= space.Alphabet)
        {
            state += index % space.Alphabet * space.Power(i);
        }

        return state;
    }

    private static double[,] Couplings(SpecField spec, int length)
    {
        var couplings = new double[length, length];
        var seen = new HashSet<(int, int)>();
        foreach (var entry in spec.Array())
        {
            var triple = entry.Array(3);
            var (i, j, value) = (triple[0].Whole(0, length - 1), triple[1].Whole(0, length - 1), triple[2].Strength());
            if (i == j)
            {
                throw entry.Wrong($"position {i} is coupled with itself");
            }

            if (!seen.Add((Math.Min(i, j), Math.Max(i, j))))
            {
                throw entry.Wrong($"the pair {i}, {j} is given twice; every unordered pair stands once");
            }

            couplings[i, j] = couplings[j, i] = value;
        }

        return couplings;
    }

    private static void RequireStates(SpecField field, int alphabet, int length)
    {
        if (length < 1)
        {
            throw field.Wrong("at least one position is needed");
        }

        if (Math.Pow(alphabet, length) > Model.MaxStates)
        {
            throw field.Wrong($"{alphabet}^{length} states are more than the {Model.MaxStates} that are enumerated; a single clique of up to {Model.MaxCliqueLength} spins can be given as \"clique\"");
        }
    }
}
