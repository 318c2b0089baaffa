using System.Text.Json;
using Gmlm.Padir.Messages;

namespace Gmlm.Reproduce.Explore;

/// <summary>A value in a specification file with its path, so that every error names its place.</summary>
internal readonly record struct SpecField(JsonElement Element, string Path)
{
    private const double LargestStrength = 1e6;

    /// <summary>The error "path: complaint".</summary>
    public UserError Wrong(string complaint) => UserError.Usage($"{Path}: {complaint}");

    /// <summary>
    /// The fields of an object. All of <paramref name="required"/> must be present; <paramref name="optional"/> ones may be missing; others
    /// are errors.
    /// </summary>
    public Dictionary<string, SpecField> Object(string[] required, params string[] optional)
    {
        if (Element.ValueKind != JsonValueKind.Object)
        {
            throw Wrong($"an object with {string.Join(", ", required.Length > 0 ? required : optional)} is expected, found {Found}");
        }

        var fields = new Dictionary<string, SpecField>();
        foreach (var property in Element.EnumerateObject())
        {
            if (!required.Contains(property.Name) && !optional.Contains(property.Name))
            {
                throw Wrong($"unknown key {MessageText.Quote(property.Name)}; known are {string.Join(", ", required.Concat(optional))}");
            }

            fields[property.Name] = new SpecField(property.Value, $"{Path}.{property.Name}");
        }

        return required.FirstOrDefault(name => !fields.ContainsKey(name)) is { } missing ? throw Wrong($"'{missing}' is missing") : fields;
    }

    /// <summary>The entries of an array, whose number must be <paramref name="length"/> if that is given.</summary>
    public SpecField[] Array(int? length = null)
    {
        if (Element.ValueKind != JsonValueKind.Array)
        {
            throw Wrong($"an array is expected, found {Found}");
        }

        var path = Path;
        SpecField[] entries = [.. Element.EnumerateArray().Select((entry, i) => new SpecField(entry, $"{path}[{i}]"))];
        return length is null || entries.Length == length ? entries : throw Wrong($"{length} entries are expected, found {entries.Length}");
    }

    /// <summary>A finite number.</summary>
    public double Number() => Element.ValueKind != JsonValueKind.Number ? throw Wrong($"a number is expected, found {Found}")
        : double.IsFinite(Element.GetDouble()) ? Element.GetDouble()
        : throw Wrong($"{Raw} is not a finite number");

    /// <summary>A coupling or a field: a finite number, bounded so that energies can be summed.</summary>
    public double Strength() => Math.Abs(Number()) <= LargestStrength ? Number()
        : throw Wrong(
            FormattableString.Invariant(
                $"{Raw} is larger than {LargestStrength}, beyond which every state but the likeliest has probability zero"));

    /// <summary>A whole number within inclusive bounds.</summary>
    public int Whole(int least, int most) =>
        Element.ValueKind == JsonValueKind.Number && Element.TryGetInt32(out var value) && value >= least && value <= most
        ? value
        : throw Wrong($"a whole number from {least} to {most} is expected, found {Found}");

    /// <summary>The value's text in the file, cut if it is long.</summary>
    public string Raw => MessageText.Beginning(Element.GetRawText());

    private string Found => Element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        _ => Raw,
    };
}
