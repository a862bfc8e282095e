// Draws the provinces by their real boundaries, merged from those of districts as of the day.
import { MapChart } from "echarts/charts";
import { registerMap, use } from "echarts/core";
import { LabelLayout } from "echarts/features";
import polylabel from "polylabel";
import { feature, merge } from "topojson-client";
import { colour, draw, tip } from "./drawing.js";

use([MapChart, LabelLayout]);

let loaded = null;

// Returns the chart of a map; the boundaries are loaded once.
export async function outline(element, map) {
  loaded ??= fetch(map.boundaries).then((response) => response.json());
  const features = shapes(await loaded, map);
  registerMap("korea", { type: "FeatureCollection", features });
  const { chart } = draw(element, (narrow) => ({
    series: [
      {
        type: "map",
        map: "korea",
        nameProperty: "key",
        aspectScale: 0.8,
        layoutCenter: ["50%", "50%"],
        layoutSize: "100%",
        selectedMode: false,
        labelLayout: { hideOverlap: true },
        data: features.map(({ properties }) => area(properties, narrow, map.districts.length > 0)),
        tooltip: { formatter: ({ data }) => (data ? tip(data.title, data.lines) : "") },
      },
    ],
  }));
  return chart;
}

// Returns the provinces of the day and, above them, the designated districts.
function shapes(topology, { territories, moved, districts }) {
  const [object] = Object.values(topology.objects);
  const provinceOf = (code) => moved[code] ?? territories.find(({ codes }) => codes.includes(code.slice(0, 2)))?.key;
  const held = Map.groupBy(object.geometries, ({ properties }) => provinceOf(properties.code));
  const provinces = territories
    .filter(({ key }) => held.has(key))
    .map((territory) => {
      const geometry = merge(topology, held.get(territory.key));
      return { type: "Feature", properties: { ...territory, cp: inside(geometry) }, geometry };
    });
  const known = new Map(districts.map((district) => [district.key, district]));
  const above = object.geometries
    .filter(({ properties }) => known.has(properties.code))
    .map((geometry) => ({ ...feature(topology, geometry), properties: known.get(geometry.properties.code) }));
  return [...provinces, ...above];
}

// Returns the point of a province that is farthest from its boundaries, where its name has room.
function inside({ coordinates }) {
  const extent = ([ring]) => {
    const [xs, ys] = [ring.map(([x]) => x), ring.map(([, y]) => y)];
    return (Math.max(...xs) - Math.min(...xs)) * (Math.max(...ys) - Math.min(...ys));
  };
  const [x, y] = polylabel(coordinates.reduce((most, each) => (extent(each) > extent(most) ? each : most)), 0.01);
  return [x, y];
}

function area({ key, label, shown, value, level, address, codes }, narrow, designated) {
  const isProvince = Boolean(codes);
  const areaColor = colour(`level-${isProvince ? (designated ? 0 : level) : 4}`);
  const borderColor = colour(isProvince ? "tone-province" : "level-0");
  return {
    name: key,
    address,
    title: label,
    lines: [shown],
    itemStyle: { areaColor, borderColor, borderWidth: isProvince ? 0.8 : 0.6 },
    emphasis: { itemStyle: { areaColor, borderColor: colour("ink"), borderWidth: 2 }, label: { show: isProvince, color: colour("ink") } },
    label: {
      show: isProvince,
      formatter: `${label} ${value}`,
      color: colour("ink"),
      fontSize: narrow ? 10 : 12,
      padding: [2, 3],
      borderRadius: 3,
      backgroundColor: `${colour("sheet")}d0`,
    },
  };
}
