using System.Text.Json;
using System.Text.RegularExpressions;

namespace Gmlm.Reproduce.Explore;

/// <summary>
/// Reads a model from JSON, one of
/// <c>{"ising": {"fields": [h_i], "couplings": [[i, j, J_ij], …]}}</c>,
/// <c>{"clique": {"n", "clique", "coupling", "field"}}</c>,
/// <c>{"potts": {"q", "n", "couplings": [[i, j, J_ij], …], "fields": [[h_i(a)]]}}</c>,
/// <c>{"table": {"alphabet", "n", "weights"}}</c> and
/// <c>{"conditionals": {"alphabet", "n", "tables"}}</c>. The weights of a table are in lexicographic order of the states; the first
/// position varies slowest. Positions count from 0. Each unordered pair may appear once; a pair that does not appear has J = 0. Potts
/// fields may be omitted.
/// </summary>
public static class SpecReader
{
    // JSON has no such numbers, yet many programs write them.
    private static readonly Regex NotFinite = new(@"(?<=[\[,:\s])(NaN|-?Infinity)(?=[\],}\s])");

    // A row of probabilities may be rounded to a few digits; what it is short of 1 by cancels in every ratio within the row.
    private const double SumTo1 = 1e-6;

    private static readonly string[] Kinds = ["ising", "clique", "potts", "table", "conditionals"];

    /// <summary>Reads the model in a file.</summary>
    /// <exception cref="UserError">The file is missing, is not JSON, or describes no model; the message names the field.</exception>
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

    /// <summary>Reads the model in a text; <paramref name="name"/> begins every error message.</summary>
    /// <exception cref="UserError">The text is not JSON or describes no model.</exception>
    public static Model Read(string text, string name)
    {
        try
        {
            // NaN and Infinity are put in quotes, so that the JSON can be parsed and the error names the field that holds them.
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
            // Thrown for JSON text that is not valid Unicode, such as "\ud800".
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
                { Key: "conditionals", Value: var field } => Conditionals(field),
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
            weights[State(space, index)] = weight >= 0
                ? weight
                : throw given[index].Wrong($"weights are not negative, found {given[index].Raw}");
        }

        // Weights are divided by the largest one, so that the sum of large weights does not overflow.
        var largest = weights.Max();
        if (!(largest > 0))
        {
            throw fields["weights"].Wrong("some weight must be positive");
        }

        var table = FiniteDistribution.FromWeights(space, [.. weights.Select(weight => weight / largest)]);
        var underflows = Enumerable.Range(0, space.Count).Any(x => weights[x] > 0 && table[x] < FiniteDistribution.LeastResolved);
        return new TableModel(table, underflows);
    }

    private static ConditionalsModel Conditionals(SpecField spec)
    {
        var fields = spec.Object(["alphabet", "n", "tables"]);
        var (alphabet, length) = (fields["alphabet"].Whole(2, Model.MaxStates), fields["n"].Whole(1, Model.MaxStates));
        RequireStates(fields["n"], alphabet, length);
        var space = new StateSpace(alphabet, length);
        return new ConditionalsModel(
            new SiteConditionals(space, [.. fields["tables"].Array(length).Select((field, i) => ConditionalsOf(field, space, i))]));
    }

    // For each state of the other positions, in lexicographic order, a row of q probabilities; the rows may also follow one another.
    private static double[] ConditionalsOf(SpecField field, StateSpace space, int position)
    {
        var entries = field.Array();
        var rows = entries.Length == space.Count / space.Alphabet && entries[0].Element.ValueKind == JsonValueKind.Array
            ? [.. entries.Select(row => row.Array(space.Alphabet))]
            : field.Array(space.Count).Chunk(space.Alphabet).ToArray();
        var table = new double[space.Count];
        for (var index = 0; index < rows.Length; index++)
        {
            double[] row = [.. rows[index].Select(entry => entry.Number() is >= 0 and <= 1 and var value
                ? value
                : throw entry.Wrong($"a probability is expected, found {entry.Raw}"))];
            var sum = row.Sum();
            if (Math.Abs(sum - 1) > SumTo1)
            {
                throw rows[index][0].Wrong(
                    FormattableString.Invariant($"the {row.Length} probabilities from here on sum to {sum}, not to 1"));
            }

            var others = OtherState(space, position, index);
            for (var symbol = 0; symbol < row.Length; symbol++)
            {
                table[others + (symbol * space.Power(position))] = row[symbol] / sum;
            }
        }

        return table;
    }

    // The state of the positions but one, at a place of their lexicographic order, with a zero in that one.
    private static int OtherState(StateSpace space, int position, int index)
    {
        var state = 0;
        for (var i = space.Length - 1; i >= 0; i--)
        {
            if (i != position)
            {
                state += index % space.Alphabet * space.Power(i);
                index /= space.Alphabet;
            }
        }

        return state;
    }

    /// <summary>
    /// The state at place <paramref name="index"/> of the lexicographic order, in which the last position varies fastest; in a
    /// <see cref="StateSpace"/> the first one does.
    /// </summary>
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
            throw field.Wrong(
                $"{alphabet}^{length} states are more than the {Model.MaxStates} that are enumerated; a single clique of up to "
                + $"{Model.MaxCliqueLength} spins can be given as \"clique\"");
        }
    }
}
